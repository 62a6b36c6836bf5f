import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

export type StreamEvent = { readonly event: string; readonly id?: string | undefined; readonly data: unknown }

/** Server-sent events, each written when the one before has been taken: a slow reader holds the source back, nothing piles up here. */
export function sendEvents(reply: FastifyReply, events: AsyncIterable<StreamEvent>): FastifyReply {
  return reply
    .code(200)
    .type('text/event-stream; charset=utf-8')
    .header('x-accel-buffering', 'no')
    .send(Readable.from(textOf(events), { objectMode: false, highWaterMark: 1 }))
}

async function* textOf(events: AsyncIterable<StreamEvent>): AsyncGenerator<string> {
  for await (const { event, id, data } of events) {
    yield `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`
  }
}
