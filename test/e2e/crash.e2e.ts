import { expect, test } from '@playwright/test'
import { readFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Load } from './load.ts'
import { expectSession, readSpans, readTraces } from './read.ts'
import { startServer, type RunningServer } from './start-server.ts'

const SERVER_KILLS = 20
const ENGINE_KILLS = 10
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const randomMs = (least: number, most: number) => least + Math.random() * (most - least)

let dataDir: string
test.beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sojourn-crash-'))
})
test.afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

test(`kill -9 of the server, ${SERVER_KILLS} times under load, loses nothing and counts nothing twice`, async () => {
  test.setTimeout(600_000)
  const load = new Load('killed')
  for (let round = 0; round < SERVER_KILLS; round++) {
    const server = await startServer({ dataDir })
    const killed = pause(randomMs(100, 1200)).then(() => server.kill())
    await load.run(server.url, killed)
  }
  const server = await startServer({ dataDir })
  await load.drain(server.url)
  await expectRecount(server, load)
  expect(await server.stop()).toBe(0)
})

test(`kill -9 of the engine alone, ${ENGINE_KILLS} times under load, loses nothing and counts nothing twice`, async () => {
  test.setTimeout(600_000)
  const server = await startServer({ dataDir })
  const load = new Load('engine')
  const kills = (async () => {
    for (let round = 0; round < ENGINE_KILLS; round++) {
      await pause(randomMs(200, 1500))
      const killed = enginePid(server.pid)!
      process.kill(killed, 'SIGKILL')
      await expect(async () => {
        expect(enginePid(server.pid) ?? killed).not.toBe(killed)
        expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
      }).toPass({ intervals: [50], timeout: 30_000 })
    }
  })()
  await load.run(server.url, kills)
  await load.drain(server.url)
  await expectRecount(server, load)
  expect(await server.stop()).toBe(0)
})

/** Every acked span is there, and every session equals what its spans add up to. */
async function expectRecount(server: RunningServer, load: Load): Promise<void> {
  expect(load.acked.size).toBeGreaterThan(100)
  for (const [id, expected] of load.expected) await expectSession(server.url, id, expected)
  const missing = new Set(load.acked)
  let cursor: string | undefined
  do {
    const page = await readTraces(server.url, `?limit=200${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
    for (const trace of page.items) {
      for (const span of (await readSpans(server.url, trace.id)).items) missing.delete(`${trace.id}/${span.id}`)
    }
    cursor = page.nextCursor
  } while (cursor !== undefined)
  expect([...missing]).toEqual([])
}

/** The engine is the one child of the server; none while it is being started again. */
function enginePid(serverPid: number): number | undefined {
  const children = readFileSync(`/proc/${serverPid}/task/${serverPid}/children`, 'utf8').match(/\d+/)
  return children ? Number(children[0]) : undefined
}
