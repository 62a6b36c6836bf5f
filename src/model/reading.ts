import type { Outcome, SpanKind } from './outcome.ts'
import type { Usage } from './usage.ts'

/** One spelling of a session id found on a span. Tier 1 is explicit, 4 is weak (semantics 1.2). */
export type SessionCandidate = { readonly tier: 1 | 2 | 3 | 4; readonly key: string; readonly value: string }

/** The history of a conversation's first turn. */
export const NO_HISTORY = 'none'

/** In `searchText`, what stands before it was said before; nothing that was said holds it. */
export const HISTORY_END = '\u0002'

/** Mark of a model call whose SDK runs the tools it asks for inside the same trace. */
export const RUNS_TOOLS = 'runs_tools'

/** What `normalize/` understands of one span. Pure: the same RawSpan always gives the same reading. */
export type SpanReading = {
  readonly kind: SpanKind
  readonly outcome: Outcome
  /** Rule number of semantics 8.5. */
  readonly outcomeRule: number
  /** An error with neither type nor message: the trace fold may call it cancelled (semantics 8.5, roll-up 2). */
  readonly isBareError: boolean
  readonly errorType: string
  /** First line, at most 300 characters. */
  readonly errorMessage: string
  /** Best first, at most one per tier and value. */
  readonly sessionCandidates: readonly SessionCandidate[]
  readonly userId: string
  readonly tags: readonly string[]
  readonly environment: string
  readonly service: string
  readonly requestModel: string
  readonly responseModel: string
  readonly provider: string
  readonly usage: Usage | undefined
  readonly responseId: string
  /** Why it ended, in the words of OpenTelemetry where it has one (`stop`, `length`, `tool_calls`, …), each once. */
  readonly finishReasons: readonly string[]
  /** From the start to the first token. */
  readonly ttftNano: number | undefined
  /** In billionths of a US dollar, rounded. */
  readonly costNanoUsd: number | undefined
  /** Who says so: the sender, the bundled price list, or a price of the project. Empty: there is no cost. */
  readonly costSource: '' | 'sent' | 'listed' | 'project'
  /** Name for the trace when this span is its top (`langfuse.trace.name`, workflow name, …); empty = use the span's name. */
  readonly traceName: string
  readonly toolName: string
  /** Distinct ids of the interrupts this span raised; empty string stands for one without an id. Empty unless interrupted. */
  readonly interruptIds: readonly string[]
  /** `langgraph_checkpoint_ns`, equal on the interrupted span and on the one that resumes it. */
  readonly checkpointNs: string
  /** The input is an answer to a pause (`Command(resume=…)`, approval response, …). */
  readonly isResume: boolean
  /** Ids of the tool calls a model asks for here. */
  readonly askedCallIds: readonly string[]
  /**
   * Ids of the tool calls that ran here or whose result or approval is new in the input, and of the interrupts that the input answers by
   * their id; a run that stopped to ask answers nothing.
   */
  readonly answeredCallIds: readonly string[]
  /** The whole span is a human deciding (`claude_code.tool.blocked_on_user`). */
  readonly isHumanWait: boolean
  /** A pending (not yet ended) span: no end time, or marked so by its SDK. */
  readonly isPending: boolean
  /** What the user said, at most 300 characters. Rank 2: a user message; 1: some other input; 0: none. */
  readonly inputPreview: string
  readonly inputRank: 0 | 1 | 2
  /** What was answered. Rank 2: an assistant message; 1: some other output; 0: none. */
  readonly outputPreview: string
  readonly outputRank: 0 | 1 | 2
  /** Of a model call: what was said before this turn, and what has been said after it, as hashes; empty when not asked for or not told. */
  readonly historyKey: string
  readonly threadKey: string
  /** Name of the instrumentation scope. */
  readonly scope: string
  /** What the app attached, by its own keys, values as plain text; bounded. */
  readonly metadata: ReadonlyMap<string, string>
  /** What the ingest doctor should know: `truncated_json`, … */
  readonly marks: readonly string[]
  /** Plain text of everything said in this span, by `foldCase`, for search; bounded. What went before stands before HISTORY_END. */
  readonly searchText: string
}
