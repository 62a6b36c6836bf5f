import type { Dice } from './dice.ts'
import type { ChatMessage, Deed, Operation, ToolCall, Usage } from './operation.ts'
import type { Failure, Step, Story, Turn } from './story.ts'

export type Performance = {
  /** The operations of the next turn, root first, when it starts at this time; `undefined` after the last one. */
  next(startMs: number): { readonly operations: readonly Operation[]; readonly endMs: number } | undefined
}

const NO_USAGE: Usage = { input: 0, cached: 0, output: 0, reasoning: 0 }
/** What the tools' descriptions add to every prompt. */
const TOOL_SCHEMA_TOKENS = 1_240
const tokensIn = (text: string) => Math.ceil(text.length / 4)

/** Plays a story turn by turn: messages pile up, prompts grow, their known beginning is cached, time passes. */
export function perform(story: Story, dice: Dice): Performance {
  const history: ChatMessage[] = [{ role: 'system', text: story.system }]
  const turns = [...story.turns]
  let pending: { call: ToolCall; node: Deed & { kind: 'node' } } | undefined
  let lastPromptTokens = 0

  function play(turn: Turn, startMs: number) {
    const operations: Operation[] = []
    const rootId = dice.hex(16)
    let nowMs = startMs + dice.between(2, 9)
    let total = NO_USAGE
    let failure: Failure | undefined

    function add(deed: Deed, ms: number, options: { failure?: Failure; parentSpanId?: string } = {}): string {
      const spanId = dice.hex(16)
      const { failure: itsFailure, parentSpanId = rootId } = options
      operations.push({ spanId, parentSpanId, startMs: nowMs, endMs: nowMs + ms, failure: itsFailure, deed })
      nowMs += ms + dice.between(1, 6)
      return spanId
    }

    function think(text: string, toolCalls: readonly ToolCall[], itsFailure?: Failure): void {
      const input = [...history]
      const prompt = TOOL_SCHEMA_TOKENS + input.reduce((sum, message) => sum + tokensIn(JSON.stringify(message)), 0)
      const written = tokensIn(text) + toolCalls.reduce((sum, call) => sum + 18 + tokensIn(JSON.stringify(call.args)), 0)
      const reasoning = /^(o\d|gpt-5)/.test(story.model) ? dice.between(40, 320) : 0
      const cached = lastPromptTokens >= 1024 ? lastPromptTokens - (lastPromptTokens % 128) : 0
      const usage = itsFailure === undefined ? { input: prompt, cached, output: written + reasoning, reasoning } : NO_USAGE
      const firstChunkMs = dice.between(240, 900) + reasoning * 4
      const output = itsFailure === undefined ? { role: 'assistant' as const, text, toolCalls } : undefined
      const responseId = `chatcmpl-${dice.hex(24)}`
      add(
        { kind: 'llm', input, output, usage, responseId, firstChunkMs },
        firstChunkMs + written * dice.between(9, 14),
        withFailure(itsFailure),
      )
      if (output === undefined) return
      history.push(output)
      lastPromptTokens = prompt
      total = {
        input: total.input + usage.input,
        cached: total.cached + usage.cached,
        output: total.output + usage.output,
        reasoning: total.reasoning + reasoning,
      }
    }

    function run(call: ToolCall, result: unknown, ms: number, itsFailure?: Failure): void {
      add({ kind: 'tool', call, result }, ms + dice.between(0, Math.ceil(ms / 3)), withFailure(itsFailure))
      const text = itsFailure === undefined ? asText(result) : `${itsFailure.type}: ${itsFailure.message}`
      history.push({ role: 'tool', text, callId: call.id, tool: call.name })
    }

    function take(step: Step): void {
      if (step.do === 'search') {
        add({ kind: 'embedding', text: step.query, tokens: tokensIn(step.query) }, dice.between(30, 90))
        add({ kind: 'retriever', query: step.query, documents: step.documents }, dice.between(20, 140))
        history.push({ role: 'system', text: step.documents.map((document) => document.text).join('\n') })
      } else if (step.do === 'call') {
        const call = { id: `call_${dice.hex(20)}`, name: step.tool, args: step.args }
        think('', [call])
        run(call, step.result, step.ms, step.failure)
      } else if (step.do === 'ask') {
        const call = { id: `call_${dice.hex(20)}`, name: step.tool, args: step.args }
        think('', [call])
        const node = {
          kind: 'node' as const,
          node: 'human_review',
          checkpointNs: `human_review:${dice.uuid()}`,
          question: step.question,
          interruptId: dice.hex(32),
          answer: undefined,
        }
        add(node, dice.between(3, 12))
        pending = { call, node }
      } else if (step.do === 'run') {
        if (pending !== undefined) run(pending.call, step.result, step.ms)
        pending = undefined
      } else {
        failure = step.failure
        think('', [], failure)
      }
    }

    if (typeof turn.says === 'string') history.push({ role: 'user', text: turn.says })
    else if (pending !== undefined) add({ ...pending.node, question: undefined, answer: turn.says.resume }, dice.between(2, 8))
    turn.steps.forEach(take)
    if (turn.reply !== undefined) think(turn.reply, [])
    const root: Deed = { kind: 'agent', says: turn.says, reply: turn.reply, usage: total }
    operations.unshift({ spanId: rootId, parentSpanId: '', startMs, endMs: nowMs + dice.between(1, 5), failure, deed: root })
    return { operations, endMs: operations[0]!.endMs }
  }

  return {
    next(startMs) {
      const turn = turns.shift()
      return turn === undefined ? undefined : play(turn, startMs)
    },
  }
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function withFailure(failure: Failure | undefined): { failure?: Failure } {
  return failure === undefined ? {} : { failure }
}
