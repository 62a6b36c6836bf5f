import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseEvents, type SentEvent } from './parse-events.ts'

async function parse(pieces: readonly Uint8Array[]): Promise<SentEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
  const events: SentEvent[] = []
  for await (const event of parseEvents(body)) events.push(event)
  return events
}

describe('parseEvents', () => {
  it('reads the same events however the bytes are cut', async () => {
    const texts = fc.array(fc.record({ event: fc.constantFrom('ping', 'trace.upsert'), data: fc.json() }), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 20 }), async (events, size) => {
        const bytes = new TextEncoder().encode(events.map(({ event, data }) => `event: ${event}\nid: x-1\ndata: ${data}\n\n`).join(''))
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size))
        expect(await parse(pieces)).toEqual(events.map((event) => ({ ...event, id: 'x-1' })))
      }),
    )
  })

  it('passes over comments, and an event that is not whole', async () => {
    const bytes = new TextEncoder().encode(': hi\n\nevent: ping\ndata: 1\ndata: 2\n\nevent: ping\ndata: 3')
    expect(await parse([bytes])).toEqual([{ event: 'ping', id: undefined, data: '1\n2' }])
  })
})
