import type { Status } from '../../model/outcome.ts'
import { Filterable } from '../filter/filterable.tsx'
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

/** A column of values that the list can be filtered to. */
export function valuesColumn<Row>(
  name: { key: string; label: string; tip?: string; widthPx?: number },
  field: string,
  valuesOf: (row: Row) => readonly string[],
): Column<Row> {
  return { widthPx: 150, ...name, isOptional: true, cell: (row) => <Values field={field} values={valuesOf(row)} /> }
}

function Values({ field, values }: { field: string; values: readonly string[] }) {
  if (values.length === 0) return <Words text={undefined} />
  return (
    <span className="flex min-w-0">
      {values.map((value, at) => (
        <Filterable key={value} of={{ field, value }} isInRow className={at < values.length - 1 ? 'flex-none' : ''}>
          <span dir="auto" data-tip={values.join(', ')} className="min-w-0 truncate">
            {value}
          </span>
        </Filterable>
      ))}
    </span>
  )
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

/** What sessions and traces both can say beyond their usual columns. */
export function optionalColumns<Row extends AnyRow>(): readonly Column<Row>[] {
  return [
    { ...textColumn<Row>({ key: 'status', label: 'Status', widthPx: 130 }, (row) => STATUS_GLYPHS[row.status].word) },
    valuesColumn<Row>({ key: 'userId', label: 'User' }, 'user', (row) => (row.userId === undefined ? [] : [row.userId])),
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
    valuesColumn<Row>({ key: 'models', label: 'Models' }, 'model', (row) => row.models),
    valuesColumn<Row>({ key: 'tags', label: 'Tags' }, 'tag', (row) => row.tags),
    valuesColumn<Row>({ key: 'environment', label: 'Environment', widthPx: 110 }, 'env', (row) =>
      row.environment === undefined ? [] : [row.environment],
    ),
  ]
}
