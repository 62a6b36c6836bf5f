import type { FindHit } from '../../../api/contract/insight.ts'
import { useSessionSearch } from '../session-url.ts'
import { useHighlight } from './highlight.ts'
import type { Scene } from './scene.ts'
import { useFind } from './use-find.ts'
import type { Transcript } from './use-transcript.ts'

type FindingOptions = {
  project: string
  sessionId: string
  transcript: Transcript
  inspect: Scene['selectSpan']
  isAsked: boolean
  onAsked: (isAsked: boolean) => void
}

/** What is looked for, as the URL says, and where the reader stands in what was found. */
export function useFinding({ project, sessionId, transcript, inspect, isAsked, onAsked }: FindingOptions) {
  const { find: text = '', change } = useSessionSearch()
  const visit = ({ traceId, spanId, turn, where }: FindHit) => {
    transcript.jump(turn)
    // What the transcript shows cut short is whole in the details of its span.
    if (where === 'step' || where === 'error') inspect(traceId, spanId)
  }
  const find = useFind(project, sessionId, text, transcript.current, visit)
  const hit = find.hits[find.at]
  useHighlight(transcript.scroller, text.trim(), hit, ordinalOf(find.hits, find.at))
  return {
    text,
    find,
    hit,
    isOpen: isAsked || text !== '',
    setText: (next: string) => change({ find: next || undefined }, 'replace'),
    open: () => {
      onAsked(true)
      document.querySelector<HTMLInputElement>('[data-find]')?.select()
    },
    close: () => {
      onAsked(false)
      change({ find: undefined }, 'replace')
      transcript.scroller.current?.focus()
    },
  }
}

/** Of the hits in the same place, which one this is. */
function ordinalOf(hits: readonly FindHit[], at: number): number {
  const hit = hits[at]
  const isSamePlace = ({ turn, message, where }: FindHit) => turn === hit?.turn && message === hit.message && where === hit.where
  return hits.slice(0, Math.max(0, at)).filter(isSamePlace).length
}
