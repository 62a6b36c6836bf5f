import { describe, expect, test } from 'vitest'
import { createReadiness } from './readiness.ts'

describe('readiness', () => {
  test('lets those who wait go on, every time it comes up', async () => {
    const readiness = createReadiness()
    let ups = 0
    const stop = readiness.onReady(() => (ups += 1))
    const waiting = readiness.whenReady()
    expect(readiness.isReady()).toBe(false)
    readiness.up()
    await waiting
    await readiness.whenReady()
    readiness.down()
    expect(readiness.isReady()).toBe(false)
    readiness.up()
    stop()
    readiness.up()
    expect(ups).toBe(2)
  })

  test('rejects those who wait, now and later, once it has ended', async () => {
    const readiness = createReadiness()
    const waiting = readiness.whenReady()
    readiness.end(new Error('over'))
    await expect(waiting).rejects.toThrow('over')
    await expect(readiness.whenReady()).rejects.toThrow('over')
  })
})
