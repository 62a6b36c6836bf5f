import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { collect, createByteBudget, decompress, decompressorFor } from './body.ts'

const gunzip = decompressorFor('gzip')!

/** What of a budget of 1000 bytes is left. */
function leftOf(budget: ReturnType<typeof createByteBudget>): number {
  for (let bytes = 1000; bytes > 0; bytes--) if (budget.take(bytes)) return bytes
  return 0
}

it('holds what it collected in the budget, and nothing of what it refused', async () => {
  const budget = createByteBudget(1000)
  expect(await collect(Readable.from([Buffer.alloc(100), Buffer.alloc(200)]), 300, budget)).toHaveLength(300)
  await expect(collect(Readable.from([Buffer.alloc(100), Buffer.alloc(201)]), 300, budget)).rejects.toMatchObject({ isTooLarge: true })
  await expect(collect(Readable.from([Buffer.alloc(600), Buffer.alloc(101)]), 1000, budget)).rejects.toMatchObject({ kind: 'overloaded' })
  await expect(decompress(Buffer.from('no gzip'), gunzip, 1000, budget)).rejects.toMatchObject({ code: 'broken_body' })
  await expect(decompress(gzipSync(Buffer.alloc(401)), gunzip, 400, budget)).rejects.toMatchObject({ isTooLarge: true })
  expect(leftOf(budget)).toBe(700)
})

it('does not wait for a stream that is gone already', async () => {
  const stream = new Readable({ read: () => undefined }).destroy()
  await expect(collect(stream, 10, createByteBudget(10))).rejects.toMatchObject({ code: 'broken_body' })
})

it('unpacks all members of a gzip file', async () => {
  const packed = Buffer.concat([gzipSync('one '), gzipSync('two')])
  expect((await decompress(packed, gunzip, 100, createByteBudget(100))).toString()).toBe('one two')
})
