import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { ApiProblem, createClient } from '../client/client.ts'
import { sendFile } from './send-file.ts'

let app: FastifyInstance
afterEach(() => app.close())

const PIECE = 'x'.repeat(1_000_000)
const args = { params: { project: 'p' }, query: { of: 'sessions', format: 'csv' } } as const

async function serve(pieces: () => AsyncIterable<string>) {
  app = Fastify({ forceCloseConnections: true })
  app.get('/api/v1/projects/:project/export', (_, reply) => sendFile(reply, pieces()))
  const client = createClient({ baseUrl: await app.listen({ host: '127.0.0.1', port: 0 }) })
  return (signal: AbortSignal) => client.file('exportRows', { ...args, signal })
}

it('is whole at the client', async () => {
  const read = await serve(async function* () {
    for (let n = 0; n < 20; n++) yield PIECE
  })
  let length = 0
  for await (const piece of read(new AbortController().signal)) length += piece.length
  expect(length).toBe(20 * PIECE.length)
})

it('is never taken for whole when it breaks in the middle', async () => {
  const read = await serve(async function* () {
    yield PIECE
    yield PIECE
    throw new Error('the store is gone')
  })
  const readAll = async () => {
    for await (const _ of read(new AbortController().signal));
  }
  await expect(readAll()).rejects.toBeInstanceOf(ApiProblem)
  await expect(readAll()).rejects.toMatchObject({ code: 'broken_off' })
})

it('is made no faster than it is taken, and no further once nobody takes it', async () => {
  let made = 0
  let tellEnd = () => {}
  const ended = new Promise<void>((resolve) => (tellEnd = resolve))
  const read = await serve(async function* () {
    try {
      for (; made < 1_000; made++) yield PIECE
    } finally {
      tellEnd()
    }
  })
  for await (const _ of read(new AbortController().signal)) break
  await ended
  expect(made).toBeLessThan(100)
})
