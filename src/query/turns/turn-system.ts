import { diffLines } from 'diff'
import type { Turn } from '../../api/contract/turn.ts'
import type { Thread } from './conversation.ts'
import type { Known } from './known.ts'
import { textOf, type Line } from './lines.ts'
import { LONGEST_PART } from './turn-message.ts'

const MOST_CHANGES = 200
const MOST_EDITS = 1000
const LONGEST_DIFFED = 200_000

export type TurnSystem = { readonly line: Line; readonly system: NonNullable<Turn['system']> }

/** The instructions of a turn where they are the first or differ from those before. `threads`: those that are the conversation. */
export function systemOfTurn(threads: readonly Thread[], known: readonly Known[]): TurnSystem | undefined {
  const thread = threads.find(({ system }) => system !== undefined)
  if (thread?.system === undefined) return undefined
  const text = textOf(thread.system)
  const before = thread.systemBefore === undefined ? latestSystems(known) : [thread.systemBefore]
  if (before.includes(text)) return undefined
  const [old] = before
  const { spanId } = thread.system
  return {
    line: thread.system,
    system: { spanId, chars: text.length, isChanged: old !== undefined, changes: old === undefined ? undefined : changesOf(old, text) },
  }
}

/** Instructions of the latest earlier turn that had any. */
function latestSystems(known: readonly Known[]): string[] {
  for (const { threads } of known) {
    const systems = threads.flatMap(({ system }) => system ?? [])
    if (systems.length > 0) return systems
  }
  return []
}

type Change = NonNullable<NonNullable<Turn['system']>['changes']>[number]

function changesOf(before: string, after: string): Change[] | undefined {
  if (before.length + after.length > LONGEST_DIFFED) return undefined
  const changes = diffLines(before, after, { maxEditLength: MOST_EDITS })
  return changes
    ?.slice(0, MOST_CHANGES)
    .map(({ added, removed, value }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value.slice(0, LONGEST_PART) }))
}
