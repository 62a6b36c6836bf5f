import { Agent } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient } from '@clickhouse/client'
import { startTestEngine, type TestEngine } from './test-engine.ts'

let t: TestEngine
const connect = (database?: string) => createClient({ url: 'http://localhost', http_agent: new Agent({ keepAlive: true, ...{ socketPath: t.engine.socketPath } }), database })
beforeAll(async () => { t = await startTestEngine() })
afterAll(() => t.close())

test('smoke', async () => {
  const root = connect()
  expect((await root.ping()).success).toBe(true)
  expect((await root.ping({ select: true })).success).toBe(true)
  await root.command({ query: 'CREATE DATABASE IF NOT EXISTS sojourn' })
  const c = connect('sojourn')
  await c.command({ query: 'CREATE TABLE t (a UInt64, b String) ENGINE = MergeTree ORDER BY a' })
  await c.insert({ table: 't', format: 'JSONEachRow', values: [{ a: '18446744073709551615', b: `it's \\ \0 \n é` }] })
  const r = await c.query({ query: 'SELECT * FROM t WHERE b = {b:String} LIMIT {n:UInt32}', query_params: { b: `it's \\ \0 \n é`, n: 3 }, format: 'JSONEachRow', clickhouse_settings: { max_execution_time: 3 } })
  expect(await r.json()).toEqual([{ a: '18446744073709551615', b: `it's \\ \0 \n é` }])
  await expect(c.query({ query: 'SELEC 1' })).rejects.toMatchObject({ code: '62', type: 'SYNTAX_ERROR' })
  console.log(t.engine.pid)
})
