import { describe, expect, test } from 'vitest'
import { createLane } from './lane.ts'

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => undefined as void
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

describe('a lane', () => {
  test('gives each seat one piece of work at a time, in order', async () => {
    const lane = createLane(['a', 'b'], 10)
    const log: string[] = []
    const busy = new Set<string>()
    const work = (n: number) =>
      lane.run(async (seat) => {
        expect(busy.has(seat)).toBe(false)
        busy.add(seat)
        log.push(`${n}`)
        await new Promise((resolve) => setImmediate(resolve))
        busy.delete(seat)
      })
    await Promise.all([1, 2, 3, 4, 5].map(work))
    expect(log).toEqual(['1', '2', '3', '4', '5'])
  })

  test('goes on after work that fails', async () => {
    const lane = createLane(['a'], 10)
    await expect(lane.run(() => Promise.reject(new Error('bad')))).rejects.toThrow('bad')
    expect(await lane.run((seat) => Promise.resolve(seat))).toBe('a')
  })

  test('refuses more than may wait', async () => {
    const { opened, open } = gate()
    const lane = createLane(['a'], 1)
    const running = [lane.run(() => opened), lane.run(() => opened)]
    await expect(lane.run(() => opened)).rejects.toMatchObject({ code: 202 })
    open()
    await Promise.all(running)
  })

  test('forgets who goes away while waiting', async () => {
    const { opened, open } = gate()
    const lane = createLane(['a'], 1)
    const gone = new AbortController()
    const first = lane.run(() => opened)
    const left = lane.run(() => Promise.resolve('never'), gone.signal)
    gone.abort(new Error('left'))
    await expect(left).rejects.toThrow('left')
    const next = lane.run(() => Promise.resolve('next'))
    open()
    expect(await next).toBe('next')
    await first
  })

  test('tells when nothing runs and nothing waits', async () => {
    const { opened, open } = gate()
    const lane = createLane(['a'], 5)
    await lane.whenIdle()
    let isDone = false
    const finish = async () => {
      await opened
      isDone = true
    }
    const work = [lane.run(() => opened), lane.run(finish)]
    const idle = lane.whenIdle().then(() => isDone)
    open()
    await Promise.all(work)
    expect(await idle).toBe(true)
  })
})
