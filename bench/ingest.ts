// Sends requests of 500 LLM spans (OTLP/protobuf, gzip) to the built server over 8 connections, beside yardsticks of the same minute.
// usage: node scripts/run.mjs bench/ingest.ts [rounds=5] [requests a round=24]   (Linux: CPU time is read from /proc)
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { decodeProtobufSpans } from '../src/receive/decode-protobuf.ts'
import { startServer, type RunningServer } from '../test/e2e/start-server.ts'
import { llmRequest, SPANS_PER_REQUEST, TRACES_PER_REQUEST } from './llm-payload.ts'
import { figures } from './measure.ts'
import { cpuSeconds } from './process-time.ts'

const CONNECTIONS = 8
const WARM_UP = 2
const rounds = Number(process.argv[2] ?? 5)
const requestsPerRound = Number(process.argv[3] ?? 24)
const spansPerRound = requestsPerRound * SPANS_PER_REQUEST
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })

type Round = { readonly wall: number; readonly main: number; readonly engine: number; readonly visibleMs: number; readonly ackMs: number[] }
type Yardsticks = Record<'gunzip' | 'gunzip + decode' | 'JSON.parse' | 'append + fdatasync', number>

const server = await startServer()
try {
  const measured: { round: Round; yardsticks: Yardsticks }[] = []
  for (let n = -WARM_UP; n < rounds; n++) {
    const first = (n + WARM_UP) * requestsPerRound
    const bodies = Array.from({ length: requestsPerRound }, (_, i) => llmRequest(first + i, Date.now()))
    const yardsticks = measureYardsticks(bodies.slice(0, 4))
    const round = await sendRound(
      server,
      bodies.map((body) => gzipSync(body)),
      (first + requestsPerRound) * TRACES_PER_REQUEST,
    )
    if (n >= 0) measured.push({ round, yardsticks })
  }
  report(measured)
} finally {
  agent.destroy()
  await server.stop()
}

async function sendRound({ url, pid }: RunningServer, packed: readonly Buffer[], tracesAfter: number): Promise<Round> {
  const ackMs: number[] = []
  const before = cpuSeconds(pid)
  const startedAt = performance.now()
  let next = 0
  const connection = async () => {
    for (let body = packed[next++]; body; body = packed[next++]) {
      const sentAt = performance.now()
      await post(`${url}/v1/traces`, body)
      ackMs.push(performance.now() - sentAt)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  const ackedAt = performance.now()
  while ((await countTraces(url)) < tracesAfter) await new Promise((resolve) => setTimeout(resolve, 20))
  const visibleMs = performance.now() - ackedAt
  const after = cpuSeconds(pid)
  const perSpan = 1e6 / spansPerRound
  return {
    wall: (spansPerRound * 1000) / (ackedAt - startedAt),
    main: (after.own - before.own) * perSpan,
    engine: (after.children - before.children) * perSpan,
    visibleMs,
    ackMs,
  }
}

function post(url: string, body: Buffer): Promise<void> {
  const headers = { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip', 'content-length': body.length }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`))))
    })
    sent.on('error', reject).end(body)
  })
}

async function countTraces(url: string): Promise<number> {
  const reply = (await (await fetch(`${url}/api/v1/projects/default/traces?limit=1`)).json()) as { total: number }
  return reply.total
}

/** Microseconds a span, in this process: CPU, but elapsed time for the disk. */
function measureYardsticks(bodies: readonly Buffer[]): Yardsticks {
  const packed = bodies.map((body) => gzipSync(body))
  const texts = bodies.map((body) => JSON.stringify(decodeProtobufSpans(body).items, jsonSafe))
  const dir = mkdtempSync(join(tmpdir(), 'sojourn-bench-'))
  const file = openSync(join(dir, 'log'), 'a')
  const cpuOf = (work: () => void) => {
    const before = process.cpuUsage()
    work()
    const used = process.cpuUsage(before)
    return (used.user + used.system) / (bodies.length * SPANS_PER_REQUEST)
  }
  const startedAt = performance.now()
  for (const body of bodies) {
    writeSync(file, body)
    fdatasyncSync(file)
  }
  const diskUs = ((performance.now() - startedAt) * 1000) / (bodies.length * SPANS_PER_REQUEST)
  closeSync(file)
  rmSync(dir, { recursive: true })
  return {
    gunzip: cpuOf(() => packed.forEach((body) => gunzipSync(body))),
    'gunzip + decode': cpuOf(() => packed.forEach((body) => decodeProtobufSpans(gunzipSync(body)))),
    'JSON.parse': cpuOf(() => texts.forEach((text) => JSON.parse(text) as unknown)),
    'append + fdatasync': diskUs,
  }
}

function jsonSafe(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value instanceof Map ? Object.fromEntries(value) : value
}

function report(measured: readonly { round: Round; yardsticks: Yardsticks }[]): void {
  const median = (read: (one: (typeof measured)[number]) => number) => figures(measured.map(read)).p50
  const line = (name: string, value: number, unit: string) => console.log(`${name.padEnd(34)} ${value.toFixed(1).padStart(9)} ${unit}`)
  const acks = measured.flatMap(({ round }) => round.ackMs).sort((a, b) => a - b)
  const cpu = median(({ round }) => round.main + round.engine)
  line(
    'acknowledged',
    median(({ round }) => round.wall),
    'spans/s',
  )
  line('CPU of both processes', cpu, `us/span = ${(1e6 / cpu).toFixed(0)} spans per CPU-second`)
  line(
    '  server',
    median(({ round }) => round.main),
    'us/span',
  )
  line(
    '  engine',
    median(({ round }) => round.engine),
    'us/span',
  )
  line('ack p50', acks[Math.floor(acks.length * 0.5)]!, 'ms')
  line('ack p99', acks[Math.floor(acks.length * 0.99)]!, 'ms')
  line(
    'last ack until listed',
    median(({ round }) => round.visibleMs),
    'ms',
  )
  for (const name of Object.keys(measured[0]!.yardsticks) as (keyof Yardsticks)[]) {
    const own = median(({ yardsticks }) => yardsticks[name])
    line(`yardstick: ${name}`, own, `us/span; both processes use ${(cpu / own).toFixed(1)} times that`)
  }
}
