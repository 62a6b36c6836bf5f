import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClient, type ClickHouseClient } from '@clickhouse/client'
import { isAlive, markOf, type ProcessMark } from './alive.ts'
import { serveEngine, startEngine, type Engine } from './engine.ts'
import { bundleChild, quietLog } from './test-engine.ts'

let dataDir: string
let open: (() => Promise<unknown>)[]
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sj-'))
  open = []
})
afterEach(async () => {
  for (const close of open.reverse()) await close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(dir = dataDir): Promise<Engine> {
  const engine = await startEngine({ dataDir: dir, log: quietLog, childPath: await bundleChild() })
  open.push(engine.close)
  return engine
}

function connect(where: { socketPath: string } | { url: string }): ClickHouseClient {
  const client =
    'url' in where
      ? createClient({ ...where, log: { level: 127 } })
      : createClient({ url: 'http://localhost', http_agent: new Agent({ keepAlive: true, ...where }), log: { level: 127 } })
  open.push(() => client.close())
  return client
}

const TABLE = `CREATE TABLE db.words (id UInt64, text String) ENGINE = MergeTree ORDER BY id
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`

async function prepare(client: ClickHouseClient): Promise<void> {
  await client.command({ query: 'CREATE DATABASE IF NOT EXISTS db' })
  await client.command({ query: TABLE })
}

async function count(client: ClickHouseClient): Promise<number> {
  const reply = await client.query({ query: 'SELECT count() AS n FROM db.words', format: 'JSONEachRow' })
  return Number((await reply.json<{ n: string }>())[0]?.n)
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10))
}

describe('the engine process', () => {
  test('comes back after kill -9 with everything it acknowledged, again and again', async () => {
    const engine = await start()
    const client = connect(engine)
    await prepare(client)
    let restarts = 0
    engine.onReady(() => (restarts += 1))
    let acknowledged = 0
    let killed: number | undefined
    for (let kill = 1; kill <= 3; kill += 1) {
      const { pid } = engine
      const killAt = acknowledged + 10
      while (engine.pid === pid) {
        const values = Array.from({ length: 100 }, (_, id) => ({ id, text: 'x' }))
        const isDone = client.insert({ table: 'db.words', format: 'JSONEachRow', values }).then(
          () => true,
          () => false,
        )
        if (acknowledged === killAt && pid !== killed && pid !== undefined) {
          process.kill(pid, 'SIGKILL')
          killed = pid
        }
        if (await isDone) acknowledged += 1
      }
      await engine.whenReady()
      expect(restarts).toBe(kill)
      const found = await count(client)
      expect(found % 100).toBe(0)
      expect(found).toBeGreaterThanOrEqual(acknowledged * 100)
      acknowledged = found / 100
    }
  })

  test('leaves Ctrl-C and SIGTERM to its parent', async () => {
    const engine = await start()
    const { pid } = engine
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid ?? 0, signal)
    const client = connect(engine)
    await prepare(client)
    expect([await count(client), engine.pid]).toEqual([0, pid])
  })

  test('ends with its parent, and the next server finds everything', async () => {
    const parent = await spawnServer()
    const client = connect({ socketPath: join(dataDir, 'engine.sock') })
    await prepare(client)
    await client.insert({ table: 'db.words', format: 'JSONEachRow', values: [{ id: 1, text: 'kept' }] })
    const child = markOf(parent.childPid)
    process.kill(parent.pid, 'SIGKILL')
    const engine = await start()
    // Its lock is free a moment before the process is gone.
    await expect.poll(() => child !== undefined && isAlive(child)).toBe(false)
    expect(await count(connect(engine))).toBe(1)
  })

  test('closes cleanly and leaves neither process, socket nor lock', async () => {
    const engine = await start()
    const child = markOf(engine.pid ?? 0)
    await engine.close()
    expect(child !== undefined && isAlive(child)).toBe(false)
    expect(engine.isReady()).toBe(false)
    expect([existsSync(engine.socketPath), existsSync(join(dataDir, 'server.lock'))]).toEqual([false, false])
    await expect(engine.whenReady()).rejects.toMatchObject({ code: 'engine_closed' })
    await start()
  })

  test('finishes the writes it has accepted when it closes', async () => {
    const engine = await start()
    const client = connect(engine)
    await prepare(client)
    const values = Array.from({ length: 5_000 }, (_, id) => ({ id, text: 'x'.repeat(500) }))
    const inserts = Array.from({ length: 8 }, () => client.insert({ table: 'db.words', format: 'JSONEachRow', values }))
    await inserts[0]
    const settled = Promise.allSettled(inserts)
    await engine.close()
    const done = (await settled).filter((insert) => insert.status === 'fulfilled').length
    expect(await count(connect(await start()))).toBe(done * 5_000)
  })
})

describe('the data directory', () => {
  test('belongs to its user alone', async () => {
    const dir = join(dataDir, 'new')
    const engine = await start(dir)
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    expect(statSync(engine.socketPath).mode & 0o777).toBe(0o600)
  })

  test('refuses a second server at once and names the first', async () => {
    const parent = await spawnServer()
    await expect(start()).rejects.toMatchObject({
      kind: 'conflict',
      code: 'data_dir_in_use',
      message: expect.stringContaining(`process ${parent.pid}`),
    })
    const client = connect({ socketPath: join(dataDir, 'engine.sock') })
    expect((await client.ping()).success).toBe(true)
    await parent.end()
    await start()
  })

  test('is refused too when only the engine’s own lock tells', async () => {
    const engine = await start()
    rmSync(join(dataDir, 'server.lock'))
    await expect(start()).rejects.toMatchObject({ code: 'data_dir_in_use', message: expect.stringContaining(`process ${engine.pid}`) })
  })

  test.each([
    ['of a dead server', { server: { pid: 2 ** 22 - 3, startedAt: 'long ago' } }],
    ['of an earlier process with the same id', { server: { pid: process.pid, startedAt: 'long ago' } }],
    ['that is torn', undefined],
  ])('ignores a lock %s', async (_, holder) => {
    writeFileSync(join(dataDir, 'server.lock'), holder === undefined ? '{"serv' : JSON.stringify(holder))
    await start()
  })

  test('may have a path too long for a socket', async () => {
    const dir = join(dataDir, 'x'.repeat(120))
    mkdirSync(dir)
    const engine = await start(dir)
    expect((await connect(engine).ping()).success).toBe(true)
    expect(statSync(join(engine.socketPath, '..')).mode & 0o777).toBe(0o700)
    await engine.close()
    expect(existsSync(join(engine.socketPath, '..'))).toBe(false)
  })
})

describe('the engine alone over TCP', () => {
  async function serve(port = 0, host = '127.0.0.1', dir = dataDir): Promise<number> {
    const served = await serveEngine({ dataDir: dir, host, port, log: quietLog, childPath: await bundleChild() })
    open.push(served.close)
    return served.port
  }

  test('answers on its port, and on the same one after a crash', async () => {
    const port = await serve()
    const client = connect({ url: `http://127.0.0.1:${port}` })
    await prepare(client)
    await client.insert({ table: 'db.words', format: 'JSONEachRow', values: [{ id: 1, text: 'kept' }] })
    const holder = JSON.parse(readFileSync(join(dataDir, 'server.lock'), 'utf8')) as { child: ProcessMark }
    process.kill(holder.child.pid, 'SIGKILL')
    await until(async () => !isAlive(holder.child) && (await client.ping()).success)
    expect(await count(client)).toBe(1)
  })

  test('answers no web page', async () => {
    const port = await serve()
    const ask = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const request = httpRequest({ host: '127.0.0.1', port, path: '/?query=SELECT%201', method: 'POST', headers }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode))
        })
        request.on('error', reject).end()
      })
    expect(await ask({})).toBe(200)
    expect(await ask({ origin: 'http://127.0.0.1:3000' })).toBe(403)
    expect(await ask({ host: 'evil.example' })).toBe(403)
    expect(await ask({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  })

  test('says what is wrong with its address', async () => {
    await expect(serve(0, '0.0.0.0')).rejects.toMatchObject({ code: 'engine_host_not_local' })
    const port = await serve()
    await expect(serve(port, '127.0.0.1', join(dataDir, 'other'))).rejects.toMatchObject({ code: 'port_in_use' })
  })
})

/** A server in a process of its own, with nothing but an engine. */
async function spawnServer(): Promise<{ pid: number; childPid: number; end(): Promise<void> }> {
  const options = JSON.stringify({ dataDir, childPath: await bundleChild() })
  const contents = `import { startEngine } from './engine.ts'
    const log = { info() {}, warn() {}, error() {}, debug() {} }
    const engine = await startEngine({ ...${options}, log })
    process.on('SIGTERM', () => engine.close().then(() => process.exit(0)))
    console.log(engine.pid)`
  const resolveDir = fileURLToPath(new URL('.', import.meta.url))
  const file = join(dataDir, 'server.mjs')
  await build({ stdin: { contents, resolveDir, loader: 'ts' }, bundle: true, platform: 'node', format: 'esm', outfile: file })
  const server = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(server, 'exit')
  const [line] = (await once(server.stdout, 'data')) as [Buffer]
  const end = async () => {
    server.kill('SIGTERM')
    await exited
  }
  open.push(async () => {
    server.kill('SIGKILL')
    await exited
  })
  return { pid: server.pid ?? 0, childPid: Number(line.toString()), end }
}
