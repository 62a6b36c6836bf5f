import { newSpanId, newTraceId, otlp, post, type SpanSpec } from './send.ts'

export type Expected = {
  traceCount: number
  errorCount: number
  errorSpanCount: number
  spanCount: number
  promptTokens: number
  completionTokens: number
}

/**
 * Sends conversations as impatient exporters do: in pieces, out of order, again whenever no 200 came back.
 * What it expects is counted from what it means to send, not from what was answered.
 */
export class Load {
  readonly expected = new Map<string, Expected>()
  readonly acked = new Set<string>()
  private readonly queue: SpanSpec[][] = []
  private turns = 0
  private readonly prefix: string
  private readonly sessions: number

  constructor(prefix: string, sessions = 12) {
    this.prefix = prefix
    this.sessions = sessions
  }

  /** Sends with four connections until `until` resolves; batches without an ack go back to the queue. */
  async run(url: string, until: Promise<unknown>): Promise<void> {
    let isOver = false
    const over = until.then(() => (isOver = true))
    const connection = async () => {
      while (!isOver) {
        if (this.queue.length < 8) this.addTurn()
        await this.sendNext(url)
      }
    }
    await Promise.all([over, connection(), connection(), connection(), connection()])
  }

  /** Sends what is left until every batch has its ack. */
  async drain(url: string): Promise<void> {
    for (let tries = 0; this.queue.length > 0; tries++) {
      if (tries > 20_000) throw new Error(`${this.queue.length} batches never got an ack`)
      await this.sendNext(url)
    }
  }

  private async sendNext(url: string): Promise<void> {
    const batch = this.queue.shift()
    if (!batch) return
    const isAcked = await post(url, otlp(batch)).then(
      async (response) => {
        await response.arrayBuffer()
        return response.status === 200
      },
      () => false,
    )
    if (isAcked) for (const span of batch) this.acked.add(`${span.traceId}/${span.spanId}`)
    else {
      this.queue.push(batch)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  private addTurn(): void {
    const n = this.turns++
    const session = `${this.prefix}-${n % this.sessions}`
    const traceId = newTraceId()
    const root = newSpanId()
    const at = Date.now() - 3_600_000 + n * 10
    const isFailing = n % 5 === 0
    const calls = Array.from({ length: 1 + (n % 4) }, (_, call): SpanSpec => ({
      traceId,
      spanId: newSpanId(),
      parentSpanId: root,
      name: 'chat',
      startMs: at + call,
      endMs: at + call + 1,
      attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': 100 + n, 'gen_ai.usage.output_tokens': 7 },
      ...(isFailing ? { status: { code: 2, message: 'boom' } } : {}),
    }))
    const top: SpanSpec = { traceId, spanId: root, name: 'turn', startMs: at, endMs: at + 9, attributes: { 'session.id': session } }
    const total = this.expected.get(session) ?? {
      traceCount: 0,
      errorCount: 0,
      errorSpanCount: 0,
      spanCount: 0,
      promptTokens: 0,
      completionTokens: 0,
    }
    this.expected.set(session, {
      traceCount: total.traceCount + 1,
      errorCount: total.errorCount + (isFailing ? 1 : 0),
      errorSpanCount: total.errorSpanCount + (isFailing ? calls.length : 0),
      spanCount: total.spanCount + calls.length + 1,
      promptTokens: total.promptTokens + calls.length * (100 + n),
      completionTokens: total.completionTokens + calls.length * 7,
    })
    // The root travels last and apart, and the first piece is told twice.
    this.queue.push(calls.slice(0, 2), [...calls.slice(2), top], calls.slice(0, 1))
  }
}
