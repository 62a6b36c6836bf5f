import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/**
 * A file whose pieces are made as they are taken. What goes wrong on the way breaks the connection off, so that nobody takes half a file for
 * a whole one; when the reader goes, no more pieces are made.
 */
export function sendFile(reply: FastifyReply, pieces: AsyncIterable<string>): FastifyReply {
  return reply.code(200).send(Readable.from(pieces, { objectMode: false, highWaterMark: 1 }))
}
