import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronDown, OctagonX } from 'lucide-react'
import { memo, useState } from 'react'
import type { ErrorGroup, ErrorOccurrence } from '../../../api/contract/insight.ts'
import { fetchRead } from '../../data/queries.ts'
import { formatCount, formatPlural } from '../../format/number.ts'
import { errorValue, FilterButton } from '../../filter/filterable.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { oneLine } from './one-line.ts'

const GROUPS_SHOWN = 2

type ErrorStripProps = {
  groups: readonly ErrorGroup[]
  selectedSpanId: string | undefined
  onOpen: (occurrence: ErrorOccurrence) => void
}

/** What broke in the session, alike errors together; pressing one goes to where it happened, again to the next place. */
export const ErrorStrip = memo(function ErrorStrip({ groups, selectedSpanId, onOpen }: ErrorStripProps) {
  const [isWhole, setWhole] = useState(false)
  if (groups.length === 0) return null
  const shown = isWhole ? groups : groups.slice(0, GROUPS_SHOWN)
  return (
    <section aria-label="Errors of this session" className="flex-none border-b border-border bg-surface px-2 py-1">
      <ul className={isWhole ? 'flex max-h-40 flex-col overflow-y-auto' : 'flex min-w-0 flex-col gap-x-2 md:flex-row'}>
        {shown.map((group) => (
          <li key={JSON.stringify([group.type, group.message])} className="flex min-w-0 items-center">
            <Group group={group} selectedSpanId={selectedSpanId} onOpen={onOpen} />
          </li>
        ))}
        {groups.length > GROUPS_SHOWN && (
          <li className="flex-none">
            <button
              type="button"
              aria-expanded={isWhole}
              onClick={() => setWhole(!isWhole)}
              className="inline-flex min-h-7 items-center gap-1 rounded-control px-1.5 text-12 text-accent hover:underline"
            >
              {isWhole ? 'Show fewer' : `${formatCount(groups.length - GROUPS_SHOWN)} more`}
              <ChevronDown size={12} aria-hidden className={isWhole ? 'rotate-180' : ''} />
            </button>
          </li>
        )}
      </ul>
    </section>
  )
})

function Group({ group, selectedSpanId, onOpen }: { group: ErrorGroup } & Omit<ErrorStripProps, 'groups'>) {
  const { type, message, count, turnCount, recoveredCount, occurrences } = group
  const at = occurrences.findIndex(({ spanId }) => spanId === selectedSpanId)
  const next = occurrences[(at + 1) % occurrences.length]
  const turns = turnCount === 1 && occurrences[0] ? `turn ${formatCount(occurrences[0].turn + 1)}` : formatPlural(turnCount, 'turn')
  const recovered = recoveredCount === 0 ? '' : recoveredCount === count ? ', recovered' : `, ${formatCount(recoveredCount)} recovered`
  return (
    <>
      <button
        type="button"
        aria-pressed={at >= 0}
        disabled={!next}
        onClick={() => next && onOpen(next)}
        data-tip={[message, at < 0 ? '' : `${formatCount(at + 1)} of ${formatCount(occurrences.length)}`].filter(Boolean).join('\n')}
        className="flex min-h-7 min-w-0 items-center gap-1.5 rounded-control px-1.5 text-12 hover:bg-hover aria-pressed:bg-error-soft"
      >
        <OctagonX size={13} aria-hidden className="flex-none text-error" />
        <bdi className="max-w-[40vw] flex-none truncate font-mono font-medium text-error lg:max-w-64">{type ?? 'Error'}</bdi>
        {message !== undefined && <bdi className="min-w-0 max-w-96 truncate text-ink-2">{oneLine(message)}</bdi>}
        <span className="flex-none text-ink-2">
          {count > 1 && `×${formatCount(count)} in `}
          {turns}
          {recovered}
        </span>
      </button>
      <CopyButton text={[type, message].filter(Boolean).join(': ')} label="Copy error" className="!size-6" />
      <FilterButton of={errorValue(type, message)} />
    </>
  )
}

const NO_GROUPS: readonly ErrorGroup[] = []

/** The errors of a session that has some. `load` waits for those that have not come yet. */
export function useSessionErrors(project: string, sessionId: string, errorSpanCount: number) {
  const queries = useQueryClient()
  // Asked again when there are more of them.
  const asked = queryOptions({
    queryKey: ['listSessionErrors', { project, sessionId }, errorSpanCount],
    queryFn: ({ signal }) => fetchRead('listSessionErrors', { params: { project, sessionId } }, signal),
    staleTime: Infinity,
  })
  const errors = useQuery({ ...asked, placeholderData: keepPreviousData, enabled: errorSpanCount > 0 })
  const groups = errors.data?.items ?? NO_GROUPS
  const load = async () => (errors.data || errorSpanCount === 0 ? groups : (await queries.fetchQuery(asked)).items)
  return { groups, load }
}
