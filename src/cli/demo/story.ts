import type { Dice } from './dice.ts'

export type Failure = { readonly type: string; readonly message: string }
export type Document = { readonly id: string; readonly text: string; readonly score: number }

/** What happens inside a turn, in order. Every step but `run` begins with the model deciding to take it. */
export type Step =
  /** The model calls a tool. A failed call goes back to the model, which carries on: a recovered error. */
  | {
      readonly do: 'call'
      readonly tool: string
      readonly args: object
      readonly result: unknown
      readonly ms: number
      readonly failure?: Failure
    }
  /** The app looks documents up before it asks the model. */
  | { readonly do: 'search'; readonly query: string; readonly documents: readonly Document[] }
  /** The model wants a tool that a person must allow: the graph pauses, and the turn ends without a reply. */
  | { readonly do: 'ask'; readonly tool: string; readonly args: object; readonly question: object }
  /** The tool asked for before the pause, now allowed. */
  | { readonly do: 'run'; readonly result: unknown; readonly ms: number }
  /** The model provider fails, and with it the turn. */
  | { readonly do: 'crash'; readonly failure: Failure }

export type Turn = {
  /** What the person says, or the answer that lets a paused graph go on. */
  readonly says: string | { readonly resume: unknown }
  readonly steps: readonly Step[]
  readonly reply?: string
  /** How long the person thinks before this turn. */
  readonly afterMs: number
}

export type DialectName = 'openllmetry' | 'openinference' | 'otel-genai'

/** One scripted conversation of one app, as its SDK would report it. */
export type Story = {
  readonly service: string
  readonly agent: string
  readonly dialect: DialectName
  readonly provider: string
  readonly model: string
  readonly system: string
  /** Absent: the app sends no session id at all. */
  readonly sessionId?: string
  readonly userId?: string
  readonly tags: readonly string[]
  readonly turns: readonly Turn[]
}

export type StoryTeller = (dice: Dice) => Story
