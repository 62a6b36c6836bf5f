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

const STATUS: Readonly<Record<number, number>> = {
  // the statement or its data is wrong
  6: 400, 25: 400, 26: 400, 27: 400, 33: 400, 36: 400, 38: 400, 41: 400, 42: 400, 43: 400, 53: 400, 62: 400, 70: 400, 72: 400, 73: 400,
  117: 400, 456: 400, 457: 400,
  // something named does not exist
  46: 404, 47: 404, 48: 501, 50: 404, 60: 404, 81: 404, 115: 404,
  130: 400, 158: 400, 159: 408, 164: 403, 202: 503, 307: 400, 396: 400, 497: 403,
  // the body is too large for this door
  131: 413,
}

/** The HTTP status of a failure; 500 when it is none of the caller's doing. */
export function statusOf(failure: EngineFailure): number {
  return STATUS[failure.code] ?? 500
}
