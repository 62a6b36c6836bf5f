import { useMemo } from 'react'
import type { ErrorOccurrence } from '../../../api/contract/insight.ts'
import type { SessionDetail } from '../../../api/contract/session.ts'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import { useEvent } from '../../ui/use-event.ts'
import { useSessionSearch } from '../session-url.ts'
import { useSessionErrors } from './error-strip.tsx'
import type { Scene } from './scene.ts'
import { useFinding } from './use-finding.ts'
import type { Pane } from './use-panes.ts'
import { usePrompts } from './use-prompts.ts'
import type { Reader } from './use-reader.ts'

export type Panes = { readonly outline: Pane; readonly inspector: Pane }

type ConversationOptions = {
  project: string
  session: SessionDetail
  reader: Reader
  panes: Panes
  isFinding: boolean
  onFinding: (isFinding: boolean) => void
}

/** What can be done in a conversation, for its parts and its keys. */
export function useConversation({ project, session, reader, panes, isFinding, onFinding }: ConversationOptions) {
  const { steps, change } = useSessionSearch()
  const { transcript, span, indexOf } = reader
  const errors = useSessionErrors(project, session.id, session.errorSpanCount)
  const inspect = useEvent<Parameters<Scene['selectSpan']>, void>((traceId, spanId, tab) => {
    panes.inspector.open()
    reader.selectSpan(traceId, spanId, tab)
  })
  const finding = useFinding({ project, sessionId: session.id, transcript, inspect, isAsked: isFinding, onAsked: onFinding })
  const goTo = (traceId: string, isStep: boolean) => {
    const index = indexOf(traceId)
    if (index !== undefined) (isStep ? reader.step : reader.open)(index)
  }
  const openTurn = useEvent((traceId: string) => goTo(traceId, false))
  const prompts = usePrompts()
  const { openPrompts, togglePrompt } = prompts
  const { hit } = finding
  const scene = useMemo<Scene>(
    () => ({
      project,
      sessionId: session.id,
      steps,
      selectedSpanId: span?.spanId,
      selectSpan: inspect,
      openTurn,
      indexOf,
      openPrompts,
      togglePrompt,
      hit,
    }),
    [project, session.id, steps, span?.spanId, inspect, openTurn, indexOf, openPrompts, togglePrompt, hit],
  )
  return {
    scene,
    errors,
    finding,
    goTo: useEvent(goTo),
    openPlace: useEvent(({ index }: OutlineTurn) => {
      reader.open(index)
      if (!panes.outline.isDocked) panes.outline.close()
    }),
    openError: useEvent(({ traceId, spanId, turn }: ErrorOccurrence) => {
      transcript.jump(turn)
      inspect(traceId, spanId)
    }),
    showOnlyProblems: useEvent((isOnly: boolean) => change({ only: isOnly ? 'problems' : undefined }, 'replace')),
  }
}
