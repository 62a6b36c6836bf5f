import type { Dice } from './dice.ts'
import type { ChatMessage, Deed, Operation, ToolCall, Usage } from './operation.ts'
import type { Failure, Step, Story, Turn } from './story.ts'

export type Performance = {
  /** The operations of the next turn, root first, when it starts at this time; `undefined` after the last one. */
  next(startMs: number): { readonly operations: readonly Operation[]; readonly endMs: number } | undefined
}

/** What the app remembers from one turn to the next. */
type Memory = {
  readonly history: ChatMessage[]
  lastPromptTokens: number
  /** The tool call that a paused graph waits to be allowed. */
  pending: { readonly call: ToolCall; readonly node: Deed & { kind: 'node' } } | undefined
}

/** One turn while it is played. */
type Scene = {
  readonly story: Story
  readonly dice: Dice
  readonly memory: Memory
  readonly rootId: string
  readonly operations: Operation[]
  nowMs: number
  usage: Usage
  failure: Failure | undefined
}

const NO_USAGE: Usage = { input: 0, cached: 0, output: 0, reasoning: 0 }
/** What the tools' descriptions add to every prompt. */
const TOOL_SCHEMA_TOKENS = 1_240
/** Providers cache prompts from this length on, in blocks. */
const CACHE_FROM_TOKENS = 1_024
const CACHE_BLOCK_TOKENS = 128

/** Plays a story turn by turn: messages pile up, prompts grow, their known beginning is cached, time passes. */
export function perform(story: Story, dice: Dice): Performance {
  const memory: Memory = { history: [{ role: 'system', text: story.system }], lastPromptTokens: 0, pending: undefined }
  const turns = [...story.turns]
  return {
    next(startMs) {
      const turn = turns.shift()
      if (turn === undefined) return undefined
      const nowMs = startMs + dice.between(2, 9)
      return play({ story, dice, memory, rootId: dice.hex(16), operations: [], nowMs, usage: NO_USAGE, failure: undefined }, turn, startMs)
    },
  }
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function play(scene: Scene, turn: Turn, startMs: number) {
  const { memory, dice, operations, rootId } = scene
  if (typeof turn.says === 'string') memory.history.push({ role: 'user', text: turn.says })
  else if (memory.pending !== undefined) {
    add(scene, { ...memory.pending.node, question: undefined, answer: turn.says.resume }, dice.between(2, 8))
  }
  for (const step of turn.steps) take(scene, step)
  if (turn.reply !== undefined) think(scene, turn.reply, [])
  const deed: Deed = { kind: 'agent', says: turn.says, reply: turn.reply, usage: scene.usage }
  const endMs = scene.nowMs + dice.between(1, 5)
  operations.unshift({ spanId: rootId, parentSpanId: '', startMs, endMs, failure: scene.failure, deed })
  return { operations, endMs }
}

function take(scene: Scene, step: Step): void {
  const { memory, dice } = scene
  switch (step.do) {
    case 'search':
      add(scene, { kind: 'embedding', text: step.query, tokens: tokensIn(step.query) }, dice.between(30, 90))
      add(scene, { kind: 'retriever', query: step.query, documents: step.documents }, dice.between(20, 140))
      memory.history.push({ role: 'system', text: step.documents.map((document) => document.text).join('\n') })
      return
    case 'call':
      runTool(scene, decide(scene, step.tool, step.args), step.result, step.ms, step.failure)
      return
    case 'ask':
      pauseFor(scene, decide(scene, step.tool, step.args), step.question)
      return
    case 'run':
      if (memory.pending !== undefined) runTool(scene, memory.pending.call, step.result, step.ms)
      memory.pending = undefined
      return
    case 'crash':
      scene.failure = step.failure
      think(scene, '', [], step.failure)
  }
}

/** The model chooses a tool. */
function decide(scene: Scene, name: string, args: object): ToolCall {
  const call = { id: `call_${scene.dice.hex(20)}`, name, args }
  think(scene, '', [call])
  return call
}

function think(scene: Scene, text: string, toolCalls: readonly ToolCall[], failure?: Failure): void {
  const { story, memory, dice } = scene
  const input = [...memory.history]
  const firstChunkMs = dice.between(240, 900)
  const responseId = `chatcmpl-${dice.hex(24)}`
  if (failure !== undefined) {
    add(scene, { kind: 'llm', input, output: undefined, usage: NO_USAGE, responseId, firstChunkMs }, firstChunkMs, failure)
    return
  }
  const prompt = TOOL_SCHEMA_TOKENS + input.reduce((sum, message) => sum + tokensIn(JSON.stringify(message)), 0)
  const written = tokensIn(text) + toolCalls.reduce((sum, call) => sum + 18 + tokensIn(JSON.stringify(call.args)), 0)
  const reasoning = /^(o\d|gpt-5)/.test(story.model) ? dice.between(40, 320) : 0
  const seen = memory.lastPromptTokens
  const cached = seen >= CACHE_FROM_TOKENS ? seen - (seen % CACHE_BLOCK_TOKENS) : 0
  const usage = { input: prompt, cached, output: written + reasoning, reasoning }
  const output = { role: 'assistant' as const, text, toolCalls }
  const ms = firstChunkMs + reasoning * 4 + written * dice.between(9, 14)
  add(scene, { kind: 'llm', input, output, usage, responseId, firstChunkMs: firstChunkMs + reasoning * 4 }, ms)
  memory.history.push(output)
  memory.lastPromptTokens = prompt
  scene.usage = sum(scene.usage, usage)
}

function runTool(scene: Scene, call: ToolCall, result: unknown, ms: number, failure?: Failure): void {
  add(scene, { kind: 'tool', call, result }, ms + scene.dice.between(0, Math.ceil(ms / 3)), failure)
  const text = failure === undefined ? asText(result) : `${failure.type}: ${failure.message}`
  scene.memory.history.push({ role: 'tool', text, callId: call.id, tool: call.name })
}

function pauseFor(scene: Scene, call: ToolCall, question: object): void {
  const { dice } = scene
  const checkpointNs = `human_review:${dice.uuid()}`
  const node = { kind: 'node' as const, node: 'human_review', checkpointNs, question, interruptId: dice.hex(32), answer: undefined }
  add(scene, node, dice.between(3, 12))
  scene.memory.pending = { call, node }
}

function add(scene: Scene, deed: Deed, ms: number, failure?: Failure): void {
  const { dice, rootId, nowMs, operations } = scene
  operations.push({ spanId: dice.hex(16), parentSpanId: rootId, startMs: nowMs, endMs: nowMs + ms, failure, deed })
  scene.nowMs += ms + dice.between(1, 6)
}

function tokensIn(text: string): number {
  return Math.ceil(text.length / 4)
}

function sum(a: Usage, b: Usage): Usage {
  return { input: a.input + b.input, cached: a.cached + b.cached, output: a.output + b.output, reasoning: a.reasoning + b.reasoning }
}
