import type { Status } from '../../model/outcome.ts'
import { ABSENT } from '../format/number.ts'
import { STATUS_GLYPHS } from '../ui/glyphs.tsx'
import { CostOf, Count } from '../ui/value.tsx'
import type { Column } from './column.ts'

type AnyRow = {
  readonly status: Status
  readonly userId?: string | undefined
  readonly costUsd?: number | undefined
  readonly isCostEstimated?: boolean | undefined
  readonly isApproximate?: boolean | undefined
  readonly cachedPromptTokens?: number | undefined
  readonly reasoningTokens?: number | undefined
  readonly models: readonly string[]
  readonly tags: readonly string[]
  readonly environment?: string | undefined
}

/** A column of words, shown only when asked for. Nothing said is not the same as an empty text. */
export function textColumn<Row>(
  name: { key: string; label: string; tip?: string; widthPx?: number },
  textOf: (row: Row) => string | undefined,
): Column<Row> {
  return { widthPx: 150, ...name, isOptional: true, cell: (row) => <Words text={textOf(row)} /> }
}

/** Times and counts that lists show only when asked for. */
export function optionalNumber<Row>(column: Omit<Column<Row>, 'isOptional' | 'align'>): Column<Row> {
  return { ...column, align: 'end', isOptional: true }
}

function Words({ text }: { text: string | undefined }) {
  if (!text) return <span className="text-ink-3">{ABSENT}</span>
  return (
    <span dir="auto" data-tip={text}>
      {text}
    </span>
  )
}

const listed = (values: readonly string[]) => values.join(', ')

/** What sessions and traces both can say beyond their usual columns. */
export function optionalColumns<Row extends AnyRow>(): readonly Column<Row>[] {
  return [
    { ...textColumn<Row>({ key: 'status', label: 'Status', widthPx: 130 }, (row) => STATUS_GLYPHS[row.status].word) },
    textColumn<Row>({ key: 'userId', label: 'User' }, (row) => row.userId),
    optionalNumber<Row>({
      key: 'costUsd',
      label: 'Cost',
      sort: 'costUsd',
      widthPx: 100,
      cell: (row) => <CostOf row={row} />,
    }),
    optionalNumber<Row>({
      key: 'cachedPromptTokens',
      label: 'Cached tokens',
      sort: 'cachedPromptTokens',
      widthPx: 116,
      tip: 'Prompt tokens that came from a cache',
      cell: (row) => <Count value={row.cachedPromptTokens} isApproximate={row.isApproximate} isArriving={row.status === 'running'} />,
    }),
    optionalNumber<Row>({
      key: 'reasoningTokens',
      label: 'Reasoning tokens',
      sort: 'reasoningTokens',
      widthPx: 134,
      tip: 'Completion tokens spent on reasoning',
      cell: (row) => <Count value={row.reasoningTokens} isApproximate={row.isApproximate} isArriving={row.status === 'running'} />,
    }),
    textColumn<Row>({ key: 'models', label: 'Models' }, (row) => listed(row.models)),
    textColumn<Row>({ key: 'tags', label: 'Tags' }, (row) => listed(row.tags)),
    textColumn<Row>({ key: 'environment', label: 'Environment', widthPx: 110 }, (row) => row.environment),
  ]
}
