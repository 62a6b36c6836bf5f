import type { TurnMessage, TurnStep } from '../../api/contract/turn.ts'
import { isNamed } from './tool-results.ts'

/** Tools that do not say which call they run take, in their order, the calls of their name that no other tool runs. */
export function withCallIds(steps: readonly TurnStep[], messages: readonly TurnMessage[]): TurnStep[] {
  const taken = new Set(steps.flatMap(({ callId }) => callId ?? []))
  const calls = messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'tool_call' ? part : [])))
  const free = calls.filter(({ id }) => id !== undefined && !taken.has(id))
  return steps.map((step) => {
    if (step.kind !== 'tool' || step.callId !== undefined) return step
    const at = free.findIndex(({ name }) => isNamed(step.name, name))
    return at === -1 ? step : { ...step, callId: free.splice(at, 1)[0]!.id }
  })
}
