import type { Readable } from 'node:stream'
import * as zlib from 'node:zlib'
import { AppError } from '../base/errors.ts'

/** Bytes that all requests together may hold in memory while they are read and decoded. */
export type ByteBudget = { take(bytes: number): boolean; give(bytes: number): void }

export function createByteBudget(limitBytes: number): ByteBudget {
  let heldBytes = 0
  return {
    take(bytes) {
      if (heldBytes + bytes > limitBytes) return false
      heldBytes += bytes
      return true
    },
    give(bytes) {
      heldBytes -= bytes
    },
  }
}

/** Collects a stream. Stops at the first byte above the limit, and gives back what it took from the budget unless it resolves. */
export function collect(stream: Readable, maxBytes: number, budget: ByteBudget): Promise<Buffer> {
  if (stream.destroyed) return Promise.reject(brokenBody(undefined))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let total = 0
    let isSettled = false
    const fail = (error: unknown): void => {
      if (isSettled) return
      isSettled = true
      stream.off('data', onData)
      budget.give(total)
      reject(error)
    }
    const onData = (chunk: Buffer): void => {
      if (total + chunk.length > maxBytes) fail(tooLarge(maxBytes))
      else if (!budget.take(chunk.length))
        fail(new AppError('overloaded', 'too_much_at_once', 'Too much is being received at once.', { retryAfterSeconds: 1 }))
      else {
        total += chunk.length
        chunks.push(chunk)
      }
    }
    stream.on('data', onData)
    stream.once('end', () => {
      if (isSettled) return
      isSettled = true
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, total))
    })
    stream.on('error', (cause) => fail(brokenBody(cause)))
    stream.once('close', () => fail(brokenBody(undefined)))
  })
}

function brokenBody(cause: unknown): AppError {
  return new AppError('bad_input', 'broken_body', 'The body ended before it was complete, or is not what Content-Encoding says.', { cause })
}

/** Lets a refused body pass by, so that the sender gets to read the refusal. Resolves to whether it passed within the bounds. */
export function discard(stream: Readable, maxBytes: number, maxMs: number): Promise<boolean> {
  if (stream.readableEnded || stream.destroyed) return Promise.resolve(true)
  return new Promise((resolve) => {
    let total = 0
    const settle = (isGone: boolean): void => {
      clearTimeout(timer)
      stream.off('data', onData)
      resolve(isGone)
    }
    const onData = (chunk: Buffer): void => {
      total += chunk.length
      if (total > maxBytes) settle(false)
    }
    const timer = setTimeout(settle, maxMs, false)
    stream.once('end', () => settle(true))
    stream.once('close', () => settle(true))
    stream.on('data', onData)
    stream.resume()
  })
}

export function tooLarge(maxBytes: number): AppError {
  return new AppError(
    'bad_input',
    'too_large',
    `The body is larger than ${maxBytes} bytes, which is the limit before and after decompression.`,
    {
      isTooLarge: true,
      hint: 'Send smaller batches.',
    },
  )
}

type Decompressor = (options: zlib.ZlibOptions, body: Buffer) => zlib.Gunzip | zlib.Inflate | zlib.InflateRaw

/** Node has zstd from 22.15 on. */
const createZstd = (zlib as { createZstdDecompress?: (options: object) => zlib.Gunzip }).createZstdDecompress

const DECOMPRESSORS = new Map<string, Decompressor>([
  ['gzip', (options) => zlib.createGunzip(options)],
  ['x-gzip', (options) => zlib.createGunzip(options)],
  ['deflate', (options, body) => (hasZlibHeader(body) ? zlib.createInflate(options) : zlib.createInflateRaw(options))],
])
if (createZstd !== undefined) DECOMPRESSORS.set('zstd', (options) => createZstd({ chunkSize: options.chunkSize }))

/** "deflate" means zlib, but many have sent the bare stream, ever since. */
function hasZlibHeader(body: Buffer): boolean {
  return body.length >= 2 && (body.readUInt8(0) & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0
}

/** The decompressor for a Content-Encoding; undefined for none. Throws for one we cannot read, before any byte is read. */
export function decompressorFor(contentEncoding: string): Decompressor | undefined {
  const name = contentEncoding.trim().toLowerCase()
  if (name === '' || name === 'identity' || name === 'none') return undefined
  const found = DECOMPRESSORS.get(name)
  if (found !== undefined) return found
  const known = [...DECOMPRESSORS.keys()].filter((key) => key !== 'x-gzip').join(', ')
  throw new AppError('bad_input', 'unsupported_encoding', `Content-Encoding is not one of identity, ${known}.`, {
    field: 'Content-Encoding',
  })
}

/** Off the main thread, chunk by chunk: a bomb costs no more memory than the limit. */
export async function decompress(body: Buffer, decompressor: Decompressor, maxBytes: number, budget: ByteBudget): Promise<Buffer> {
  const stream = decompressor({ chunkSize: body.length > 4096 ? 256 * 1024 : 16 * 1024 }, body)
  stream.end(body)
  try {
    return await collect(stream, maxBytes, budget)
  } finally {
    stream.destroy()
  }
}
