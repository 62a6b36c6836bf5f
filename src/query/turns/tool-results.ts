import type { MessagePart } from '../../model/message.ts'
import type { Entry } from './conversation.ts'
import type { HeardTrace } from './heard-trace.ts'
import { keyOf, type Line } from './lines.ts'
import { silentTools } from './spans-to-read.ts'

type ToolCall = Extract<MessagePart, { type: 'tool_call' }>

/** Results that no message tells, but the span of the tool does, each after the message that asked for it. */
export function withToolResults(entries: readonly Entry[], heard: HeardTrace): Entry[] {
  const told = entries.flatMap(({ line }) => line.parts.flatMap(({ part }) => (part.type === 'tool_result' ? (part.id ?? '') : [])))
  const tools = new Set(silentTools(heard.tree))
  const complete: Entry[] = []
  const pending: Entry[] = []
  for (const entry of entries) {
    if (entry.line.role !== 'tool') complete.push(...pending.splice(0))
    complete.push(entry)
    for (const { part } of entry.line.role === 'assistant' ? entry.line.parts : []) {
      const result =
        part.type !== 'tool_call' || (part.id !== undefined && told.includes(part.id)) ? undefined : resultOf(part, heard, tools)
      if (result !== undefined) pending.push(result)
    }
  }
  return [...complete, ...pending]
}

/** Takes the tool it finds. */
function resultOf(call: ToolCall, { tree: { facts }, contents, outcomes }: HeardTrace, tools: Set<number>): Entry | undefined {
  for (const index of tools) {
    const fact = facts[index]!
    const isIts =
      fact.answeredCallIds.length > 0
        ? call.id !== undefined && fact.answeredCallIds.includes(call.id)
        : isNamed(fact.toolName || fact.name, call.name)
    const outcome = outcomes.get(fact.spanId)?.outcome
    const content = contents.get(fact.spanId)
    if (!isIts || content === undefined || outcome === 'interrupted') continue
    const result = content.output ?? content.error?.message
    if (result === undefined) continue
    tools.delete(index)
    const part: MessagePart = { type: 'tool_result', id: call.id, name: call.name, result }
    const pointer = content.output === undefined ? '/error/message' : '/output'
    const line: Line = { role: 'tool', spanId: fact.spanId, name: call.name, parts: [{ part, pointer, key: keyOf(part, 'tool') }] }
    return { line, at: fact.endUnixNano }
  }
  return undefined
}

/** OpenLLMetry calls the span of a tool `<name>.tool`. */
export function isNamed(spanName: string, callName: string): boolean {
  return spanName === callName || spanName === `${callName}.tool` || spanName.endsWith(` ${callName}`) || spanName.endsWith(`.${callName}`)
}
