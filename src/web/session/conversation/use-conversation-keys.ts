import { useNavigate } from '@tanstack/react-router'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import { useKeys } from '../../keys/keys.ts'
import { useSessionSearch } from '../session-url.ts'
import { nextSteps } from './conversation-tools.tsx'
import { isWaiting } from './outline-rows.ts'
import type { Panes, useConversation } from './use-conversation.ts'
import { usePromptTurn } from './use-prompts.ts'
import type { Reader } from './use-reader.ts'

type KeyScene = {
  readonly turns: readonly OutlineTurn[]
  readonly reader: Reader
  readonly panes: Panes
  readonly conversation: ReturnType<typeof useConversation>
}

/** The keys of the conversation. */
export function useConversationKeys({ turns, reader, panes, conversation }: KeyScene): void {
  const { scene, finding } = conversation
  const { current } = reader.transcript
  const { change } = useSessionSearch()
  const navigate = useNavigate()
  const promptTurn = usePromptTurn(scene, turns)
  const place = turns[current]
  const openTrace = ({ traceId }: OutlineTurn) =>
    void navigate({ to: '/p/$project/traces/$traceId', params: { project: scene.project, traceId } })
  const showPrompt = async () => {
    const at = await promptTurn(current)
    if (!at) return
    if (at.index !== current) reader.step(at.index)
    scene.togglePrompt(at.traceId)
  }
  useKeys('Session', [
    { keys: 'j', label: 'Next turn', run: () => reader.step(Math.min(current + 1, turns.length - 1)) },
    { keys: 'k', label: 'Previous turn', run: () => reader.step(Math.max(current - 1, 0)) },
    { keys: 'e', label: 'Next error', run: () => void nextError(conversation, current) },
    { keys: 'w', label: 'Next wait for a human', run: () => nextWait(turns, reader) },
    { keys: 's', label: 'Steps: none, tools, all', run: () => change({ steps: nextSteps(scene.steps) }, 'replace') },
    { keys: 'p', label: 'System prompt', run: () => void showPrompt() },
    { keys: 'o', label: 'Open the trace of the turn', run: () => place && openTrace(place) },
    { keys: 'mod+f|/', label: 'Find in this session', run: finding.open },
    { keys: '[', label: 'Outline', run: panes.outline.toggle },
    { keys: ']', label: 'Inspector', run: panes.inspector.toggle },
  ])
  const back = finding.isOpen ? finding.close : reader.span ? reader.deselect : undefined
  useKeys('Session', back ? [{ keys: 'Escape', label: 'Back: find, span, session', run: back }] : [])
}

async function nextError({ errors: { load }, scene, openError }: KeyScene['conversation'], current: number): Promise<void> {
  const groups = await load().catch(() => [])
  const errors = groups.flatMap(({ occurrences }) => occurrences).sort((a, b) => a.turn - b.turn || Date.parse(a.at) - Date.parse(b.at))
  const at = errors.findIndex(({ spanId }) => spanId === scene.selectedSpanId)
  const next = at >= 0 ? errors[(at + 1) % errors.length] : (errors.find(({ turn }) => turn >= current) ?? errors[0])
  if (next) openError(next)
}

function nextWait(turns: readonly OutlineTurn[], { transcript, step }: Reader): void {
  const hasAsked = (turn: OutlineTurn) => isWaiting(turn) || turn.waits.length > 0
  const next = turns.find((turn) => turn.index > transcript.current && hasAsked(turn)) ?? turns.find(hasAsked)
  if (next) step(next.index)
}
