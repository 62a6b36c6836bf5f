import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { EngineFailure } from './failure.ts'

const MAX_BODY_BYTES = 256 * 1024 * 1024

/** The whole body, unpacked, or a failure that says why not. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of unpack(request)) {
      chunks.push(chunk as Buffer)
      length += (chunk as Buffer).length
      if (length > MAX_BODY_BYTES) throw new EngineFailure(131, 'TOO_LARGE_STRING_SIZE', `The body is larger than ${MAX_BODY_BYTES} bytes.`)
    }
  } catch (error) {
    if (error instanceof EngineFailure) throw error
    throw new EngineFailure(
      33,
      'CANNOT_READ_ALL_DATA',
      `The body cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  if (chunks.length === 1 && chunks[0] !== undefined) return chunks[0]
  return Buffer.concat(chunks, length)
}

function unpack(request: IncomingMessage): Readable {
  const packing = request.headers['content-encoding'] ?? 'identity'
  if (packing === 'identity') return request
  const unpacker =
    packing === 'gzip' ? createGunzip() : packing === 'deflate' ? createInflate() : packing === 'br' ? createBrotliDecompress() : undefined
  if (unpacker === undefined) throw new EngineFailure(48, 'NOT_IMPLEMENTED', `Content-Encoding ${packing} is not read here.`)
  request.on('error', (error) => unpacker.destroy(error))
  return request.pipe(unpacker)
}
