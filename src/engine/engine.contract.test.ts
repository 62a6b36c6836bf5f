import { readdirSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createClient, TupleParam, type ClickHouseClient } from '@clickhouse/client'
import { startTestEngine, type TestEngine } from './test-engine.ts'

let t: TestEngine
let db: ClickHouseClient
beforeAll(async () => {
  t = await startTestEngine()
  await connect(t.engine.socketPath).command({ query: 'CREATE DATABASE IF NOT EXISTS sojourn' })
  db = connect(t.engine.socketPath, 'sojourn')
  await db.command({
    query:
      'CREATE TABLE words (id UInt64, text String) ENGINE = MergeTree ORDER BY id SETTINGS fsync_after_insert = 1, fsync_part_directory = 1',
  })
})
beforeEach(() => db.command({ query: 'TRUNCATE TABLE words' }))
afterAll(async () => {
  await db.close()
  await t.close()
})

function connect(socketPath: string, database?: string, more: Parameters<typeof createClient>[0] = {}): ClickHouseClient {
  const http_agent = socketAgent(socketPath)
  return createClient({ url: 'http://localhost', http_agent, database, log: { level: 127 }, ...more })
}

function socketAgent(socketPath: string): Agent {
  const where = { socketPath }
  return new Agent({ keepAlive: true, ...where })
}

async function rows<T>(query: string, more: object = {}, client = db): Promise<T[]> {
  return (await client.query({ query, format: 'JSONEachRow', ...more })).json<T>() as Promise<T[]>
}

const HOSTILE = ["it's", '\\', "\\'", '\0', 'a\nb\r\tc', '";--', '/*', "'); DROP TABLE words; --", '{x:String}', 'é漢🧵', '\u2028', '']

describe('reading and writing', () => {
  test('answers both pings', async () => {
    expect((await db.ping()).success).toBe(true)
    expect((await db.ping({ select: true })).success).toBe(true)
  })

  test('keeps hostile text and the largest integers exactly', async () => {
    const values = HOSTILE.map((text, i) => ({ id: String(18446744073709551615n - BigInt(i)), text }))
    await db.insert({ table: 'words', format: 'JSONEachRow', values })
    expect(await rows('SELECT id, text FROM words ORDER BY id DESC')).toEqual(values)
    for (const { id, text } of values) {
      expect(await rows('SELECT id FROM words WHERE text = {text:String}', { query_params: { text } })).toEqual([{ id }])
    }
    expect(
      await rows('SELECT count() AS n FROM words WHERE text IN {texts:Array(String)} AND id IN {ids:Array(UInt64)}', {
        query_params: { texts: HOSTILE, ids: values.map((row) => BigInt(row.id)) },
      }),
    ).toEqual([{ n: String(HOSTILE.length) }])
  })

  test('binds values of every kind, in limits and names too', async () => {
    const query_params = {
      u: 7,
      i: -3,
      f: 0.5,
      b: true,
      d: new Date(1700000000123),
      n: null,
      t: 'words',
      p: new TupleParam([1, "a'"]),
      k: ["a'b"],
    }
    const query = `SELECT {u:UInt64} AS u, {i:Int32} AS i, {f:Float64} AS f, {b:Bool} AS b, {d:DateTime64(3, 'UTC')} AS d,
      {n:Nullable(String)} AS n, {p:Tuple(UInt8, String)} AS p, {k:Array(String)} AS k, (SELECT count() FROM {t:Identifier}) AS c, '{u:UInt64}' AS quoted
      FROM numbers(10) LIMIT {u:UInt64}`
    const found = await rows(query, { query_params })
    expect(found).toHaveLength(7)
    const plain = { u: '7', i: -3, f: 0.5, b: true, d: '2023-11-14 22:13:20.123', n: null }
    expect(found[0]).toEqual(Object.assign(plain, { p: [1, "a'"], k: ["a'b"], c: '0', quoted: '{u:UInt64}' }))
  })

  test('refuses a parameter that is missing or of another kind', async () => {
    await expect(rows('SELECT {x:String}')).rejects.toMatchObject({ code: '456', type: 'UNKNOWN_QUERY_PARAMETER' })
    await expect(rows('SELECT {x:UInt64}', { query_params: { x: '1); DROP TABLE words' } })).rejects.toMatchObject({ code: '457' })
  })

  test('takes parameters that are too long for a URL', async () => {
    const texts = Array.from({ length: 50_000 }, (_, i) => `text ${i} '\\`)
    const client = connect(t.engine.socketPath, 'sojourn', { use_multipart_params: true })
    const query = 'SELECT length({texts:Array(String)}) AS n, {texts:Array(String)}[-1] AS last'
    expect(await rows(query, { query_params: { texts } }, client)).toEqual([{ n: '50000', last: texts.at(-1) }])
    const short = { query_params: { texts: texts.slice(0, 5_000) } }
    expect(await rows('SELECT length({texts:Array(String)}) AS n', short)).toEqual([{ n: '5000' }])
    await client.close()
  })

  test('answers in the format that the text or the URL names', async () => {
    expect(await (await db.query({ query: 'SELECT 1 AS a', format: 'CSVWithNames' })).text()).toBe('"a"\n1\n')
    expect(await (await db.query({ query: 'SELECT 1 AS a', format: 'JSON' })).json()).toMatchObject({ data: [{ a: 1 }], rows: 1 })
    const raw = await post('/?query=SELECT%201&default_format=JSONCompactEachRow')
    expect([raw.text, raw.headers['x-clickhouse-format']]).toEqual(['[1]\n', 'JSONCompactEachRow'])
  })

  test('reads packed bodies and packs its answers', async () => {
    const client = connect(t.engine.socketPath, 'sojourn', { compression: { request: true, response: true } })
    await client.insert({ table: 'words', format: 'JSONEachRow', values: [{ id: 1, text: 'packed' }] })
    expect(await rows('SELECT text FROM words', {}, client)).toEqual([{ text: 'packed' }])
    await client.command({ query: 'TRUNCATE TABLE words' })
    await client.close()
  })

  test('inserts into named columns, from VALUES and from a query', async () => {
    await db.insert({ table: 'sojourn.words', columns: ['text'], format: 'JSONEachRow', values: [{ text: 'one' }] })
    await db.command({ query: "INSERT INTO words VALUES (2, 'two; 2')" })
    await db.command({ query: "INSERT INTO words SELECT 3, 'three'" })
    await db.command({ query: 'INSERT INTO words FORMAT JSONEachRow\n{"id":4,"text":"four; \'"}' })
    expect(await rows('SELECT id, text FROM words ORDER BY id')).toEqual([
      { id: '0', text: 'one' },
      { id: '2', text: 'two; 2' },
      { id: '3', text: 'three' },
      { id: '4', text: "four; '" },
    ])
  })
})

describe('a bad row', () => {
  test.each([
    ['text for a number', '{"id":"x","text":""}'],
    ['half a row', '{"id":1'],
    ['a lone surrogate', '{"id":1,"text":"\\ud800"}'],
  ])('fails the whole batch and is named: %s', async (_, bad) => {
    const good = Array.from({ length: 20_000 }, (_, i) => `{"id":${i},"text":"${'x'.repeat(500)}"}\n`).join('')
    const reply = await post('/?database=sojourn&query=INSERT%20INTO%20words%20FORMAT%20JSONEachRow', `${good}${bad}\n`)
    expect(reply.status).toBe(400)
    expect(reply.text).toContain('(at row 20001)')
    expect(await rows('SELECT count() AS n FROM words')).toEqual([{ n: '0' }])
  })

  test('leaves nothing behind in a batch of many blocks', async () => {
    const body = `${'{"id":1}\n'.repeat(2_500_000)}{"id":"x"}\n`
    const reply = await post('/?database=sojourn&query=INSERT%20INTO%20words%20FORMAT%20JSONEachRow', body)
    expect(reply.text).toContain('(at row 2500001)')
    expect(await rows('SELECT count() AS n FROM words')).toEqual([{ n: '0' }])
  })
})

describe('binary rows', () => {
  const url = '/?database=sojourn&query=INSERT%20INTO%20words%20(id,text)%20FORMAT%20RowBinary'
  /** An id below 256 and a text of one byte. */
  const row = (id: number, text: number) => Buffer.from([id, 0, 0, 0, 0, 0, 0, 0, 1, text])

  test('come in as they are, and leave no file behind', async () => {
    expect((await post(url, Buffer.concat([row(7, 0x27), row(8, 0)]))).status).toBe(200)
    expect(await rows('SELECT id, text FROM words ORDER BY id')).toEqual([
      { id: '7', text: "'" },
      { id: '8', text: '\0' },
    ])
    expect(readdirSync(t.dataDir).filter((name) => name.endsWith('.rows'))).toEqual([])
  })

  test('are refused as a whole when the last is cut short, however many there are', async () => {
    const many = Buffer.alloc(2_500_000 * 10, row(1, 0x61))
    const reply = await post(url, Buffer.concat([many, row(2, 0x62).subarray(0, 9)]))
    expect(reply).toMatchObject({ status: 400, text: expect.stringContaining('(at row 2500001)') as unknown })
    expect(await rows('SELECT count() AS n FROM words')).toEqual([{ n: '0' }])
  })

  test('of one insert become one part', async () => {
    await post(url, Buffer.alloc(200_000 * 10, row(1, 0x61)))
    expect(await rows("SELECT count() AS n FROM system.parts WHERE table = 'words' AND active")).toEqual([{ n: '1' }])
  })
})

describe('one statement cannot touch another', () => {
  test('a slow read blocks no other', async () => {
    const gone = new AbortController()
    const slow = rows('SELECT count() FROM numbers(1e13)', { abort_signal: gone.signal }).catch(() => 'ended')
    const quick = Promise.all(Array.from({ length: 20 }, () => rows('SELECT 1 AS one')))
    expect(await Promise.race([slow, quick.then((all) => all.length)])).toBe(20)
    gone.abort()
    expect(await slow).toBe('ended')
  })

  test('settings end with their statement', async () => {
    const ask = "SELECT name, value FROM system.settings WHERE name IN ('max_execution_time', 'max_threads') ORDER BY name"
    const before = await rows(ask)
    for (let i = 0; i < 8; i += 1) {
      await rows('SELECT 1', { clickhouse_settings: { max_execution_time: 1, max_threads: 1 } })
      await rows('SELECT nonsense', { clickhouse_settings: { max_execution_time: 1 } }).catch(() => undefined)
    }
    expect(await Promise.all(Array.from({ length: 8 }, () => rows(ask)))).toEqual(Array.from({ length: 8 }, () => before))
    expect(before).toContainEqual({ name: 'max_execution_time', value: '30' })
  })

  test('settings cannot carry statements', async () => {
    const evil = "a\\' ; SELECT 2 AS evil --"
    expect(await rows('SELECT 1 AS one', { clickhouse_settings: { log_comment: evil } })).toEqual([{ one: 1 }])
    expect((await post("/?query=SELECT%201&max_threads=1'%3BDROP%20TABLE%20words")).status).toBeGreaterThanOrEqual(400)
    expect(await post('/?query=SELECT%201&max_threads%3D1%2Cx=2')).toMatchObject({ status: 404 })
    expect(await post('/?query=SELECT%201&readonly=0')).toMatchObject({ status: 404 })
    expect(await rows('EXISTS TABLE words')).toEqual([{ result: 1 }])
  })

  test('several statements at once are refused', async () => {
    await expect(rows('SELECT 1; DROP TABLE words')).rejects.toMatchObject({ code: '62' })
    expect(await rows("SELECT ';' AS semicolon -- ; comment")).toEqual([{ semicolon: ';' }])
  })

  test('a reader cannot write, whatever the text looks like', async () => {
    expect(await post('/?database=sojourn&query=DROP%20TABLE%20words', undefined, 'GET')).toMatchObject({ status: 403 })
    await expect(rows('SELECT 1 SETTINGS readonly = 0')).rejects.toMatchObject({ code: '164' })
    await expect(db.exec({ query: "SELECT 1 INTO OUTFILE 'x'" })).rejects.toMatchObject({ code: '48' })
  })

  test('databases are chosen per request', async () => {
    await db.command({ query: 'CREATE DATABASE other' })
    const other = connect(t.engine.socketPath, 'other')
    const names = await Promise.all(
      Array.from({ length: 16 }, (_, i) => rows<{ d: string }>('SELECT currentDatabase() AS d', {}, i % 2 === 0 ? db : other)),
    )
    expect(names.map(([row]) => row?.d)).toEqual(Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? 'sojourn' : 'other')))
    await expect(rows('SELECT 1', {}, connect(t.engine.socketPath, 'nowhere'))).rejects.toMatchObject({ code: '81' })
    await db.command({ query: 'DROP DATABASE other' })
    await other.close()
  })
})

describe('limits', () => {
  test('a read that takes too long ends with ClickHouse’s own words', async () => {
    const query = { query: 'SELECT count() FROM numbers(1e13)', clickhouse_settings: { max_execution_time: 1 } }
    await expect(db.query(query)).rejects.toMatchObject({ code: '159', type: 'TIMEOUT_EXCEEDED' })
  })

  test('a read that eats too much memory ends alone', async () => {
    const settings = { clickhouse_settings: { max_memory_usage: '50000000' } }
    await expect(rows('SELECT groupArray(number) FROM numbers(1e9)', settings)).rejects.toMatchObject({ code: '241' })
    expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('a query whose client goes away ends', async () => {
    const running = "SELECT count() AS n FROM system.processes WHERE query LIKE '%1e14%' AND query NOT LIKE '%system.processes%'"
    const gone = new AbortController()
    const reads = Array.from({ length: 3 }, () =>
      rows('SELECT count() FROM numbers(1e14)', { abort_signal: gone.signal }).catch(() => 'gone'),
    )
    await until(async () => (await rows<{ n: string }>(running))[0]?.n !== '0')
    gone.abort()
    await Promise.all(reads)
    await until(async () => (await rows<{ n: string }>(running))[0]?.n === '0')
  })

  test('those who wait leave the queue when their client goes away, and a full queue says so', async () => {
    const gone = new AbortController()
    const ask = () =>
      rows('SELECT count() FROM numbers(1e14)', { abort_signal: gone.signal }).catch((error: { code?: string }) => error.code)
    const client = connect(t.engine.socketPath, 'sojourn', { max_open_connections: 400 })
    const reads = Array.from({ length: 300 }, ask)
    await Promise.race(reads)
    gone.abort()
    expect(await Promise.all(reads)).toContain('202')
    expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }])
    await client.close()
  })
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20))
}

type Reply = { readonly status: number; readonly text: string; readonly headers: NodeJS.Dict<string | string[]> }

function post(path: string, body?: string | Buffer, method = 'POST', socketPath = t.engine.socketPath): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ socketPath, path, method }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }))
    })
    request.on('error', reject).end(body)
  })
}
