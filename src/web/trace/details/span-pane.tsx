import { X } from 'lucide-react'
import type { KeyboardEvent, Ref } from 'react'
import { formatDuration } from '../../format/duration.ts'
import { formatCount } from '../../format/number.ts'
import { IconButton } from '../../ui/button.tsx'
import type { SiblingGroup } from '../sibling-groups.ts'
import { SpanDetails } from './span-details.tsx'

type SpanPaneProps = {
  project: string
  traceId: string
  /** Absent: the selected row stands for a group, or else for a parent that was not received. */
  spanId: string | undefined
  group: SiblingGroup | undefined
  /** Fetched ahead. */
  nextId: string | undefined
  /** Absent where there is room for the pane beside the spans. */
  onClose: (() => void) | undefined
  ref: Ref<HTMLElement>
}

/** Everything the selected span carried: beside the spans, below them, or on top of them, as there is room. */
export function SpanPane({ project, traceId, spanId, group, nextId, onClose, ref }: SpanPaneProps) {
  return (
    <aside
      ref={ref}
      tabIndex={-1}
      aria-label="Span details"
      onKeyDown={keepScrollKeys}
      className="relative flex min-h-0 flex-none flex-col border-border bg-surface outline-offset-[-2px] max-lg:h-1/2 max-lg:border-t max-sm:h-full max-sm:flex-1 lg:w-[27rem] lg:border-s xl:w-[33rem]"
    >
      {onClose && <IconButton icon={X} label="Close the details" onClick={onClose} className="absolute end-2 top-2 z-10" />}
      {group ? (
        <p className="p-4 text-ink-2">
          {formatCount(group.count)} steps in a row named <bdi className="font-medium text-ink">{group.name || '(no name)'}</bdi>, half of
          them no longer than {formatDuration(group.p50Ms)}. Open the row to see each of them.
        </p>
      ) : spanId === undefined ? (
        <p className="p-4 text-ink-2">
          The spans below this row name a parent that has not arrived. It may still be running, or was never sent to this server.
        </p>
      ) : (
        <SpanDetails project={project} traceId={traceId} spanId={spanId} nextId={nextId} />
      )}
    </aside>
  )
}

/** Keys that scroll what is read here do not move the selection. */
function keepScrollKeys(event: KeyboardEvent): void {
  if (/^(Arrow|Page|Home|End|Enter)/.test(event.key)) event.stopPropagation()
}
