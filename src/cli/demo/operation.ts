import type { Document, Failure } from './story.ts'

export type ToolCall = { readonly id: string; readonly name: string; readonly args: object }
export type ChatMessage =
  | { readonly role: 'system' | 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly toolCalls: readonly ToolCall[] }
  | { readonly role: 'tool'; readonly text: string; readonly callId: string; readonly tool: string }

export type Usage = { readonly input: number; readonly cached: number; readonly output: number; readonly reasoning: number }

export type Deed =
  | {
      readonly kind: 'agent'
      readonly says: string | { readonly resume: unknown }
      readonly reply: string | undefined
      readonly usage: Usage
    }
  | {
      readonly kind: 'llm'
      readonly input: readonly ChatMessage[]
      readonly output: (ChatMessage & { readonly role: 'assistant' }) | undefined
      readonly usage: Usage
      readonly responseId: string
      readonly firstChunkMs: number
    }
  | { readonly kind: 'tool'; readonly call: ToolCall; readonly result: unknown }
  | { readonly kind: 'retriever'; readonly query: string; readonly documents: readonly Document[] }
  | { readonly kind: 'embedding'; readonly text: string; readonly tokens: number }
  | {
      readonly kind: 'node'
      readonly node: string
      readonly checkpointNs: string
      readonly question: object | undefined
      readonly interruptId: string
      readonly answer: unknown
    }

/** One thing that happened, in no dialect yet. Times are Unix milliseconds. */
export type Operation = {
  readonly spanId: string
  readonly parentSpanId: string
  readonly startMs: number
  readonly endMs: number
  readonly failure: Failure | undefined
  readonly deed: Deed
}
