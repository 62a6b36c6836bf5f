/** A refusal in the words of ClickHouse, so that its clients read it as they read the real one. */
export class EngineFailure extends Error {
  readonly code: number
  readonly type: string

  constructor(code: number, type: string, message: string) {
    super(message)
    this.name = 'EngineFailure'
    this.code = code
    this.type = type
  }

  /** The body of an error reply. */
  get text(): string {
    return `Code: ${this.code}. DB::Exception: ${this.message} (${this.type})\n`
  }
}

const ENGINE_ERROR = /^Code: (\d+)\. DB::Exception: ([\s\S]*?)\s*\(([A-Z][A-Z0-9_]+)\)\s*(?:\(version [^)]*\)\.?\s*)?$/

/** What chDB threw, with the code and name it carries; anything without them is UNKNOWN_EXCEPTION. */
export function readFailure(error: unknown): EngineFailure {
  if (error instanceof EngineFailure) return error
  const message = error instanceof Error ? error.message : String(error)
  const outer = ENGINE_ERROR.exec(message)
  if (outer === null) return new EngineFailure(1002, 'UNKNOWN_EXCEPTION', message)
  // Insert errors arrive wrapped once more in themselves.
  const inner = ENGINE_ERROR.exec(outer[2] ?? '') ?? outer
  const bare = (inner[2] ?? '').replace(/^Code: \d+\. DB::Exception: /, '')
  return new EngineFailure(Number(inner[1]), inner[3] ?? 'UNKNOWN_EXCEPTION', bare)
}

const STATUSES: readonly (readonly [number, readonly number[]])[] = [
  // the statement, its data or its cost is wrong
  [400, [6, 25, 26, 27, 33, 36, 38, 41, 42, 43, 53, 62, 70, 72, 73, 117, 130, 158, 307, 396, 456, 457]],
  [403, [164, 497]],
  // something it names does not exist
  [404, [46, 47, 50, 60, 81, 115]],
  [408, [159]],
  [413, [131]],
  [501, [48]],
  [503, [202, 236]],
]

/** The HTTP status of a failure; 500 when it is none of the caller's doing. */
export function statusOf(failure: EngineFailure): number {
  return STATUSES.find(([, codes]) => codes.includes(failure.code))?.[0] ?? 500
}
