// What reading (placeSpan and readSpan) costs of all the CPU that the built server and its engine use for the same spans.
// usage: node scripts/run.mjs bench/normalize.ts [rounds=5] [requests a round=24]   (Linux: CPU time is read from /proc)
// Reading is measured here, in turns with sending: the same code on the same decoded spans, beside a process that idles meanwhile.
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { placeSpan, readSpan } from '../src/normalize/normalize.ts'
import { decodeProtobufSpans } from '../src/receive/decode-protobuf.ts'
import { startServer } from '../test/e2e/start-server.ts'
import { corpusRequests } from './corpus-payload.ts'
import { llmRequest } from './llm-payload.ts'
import { figures } from './measure.ts'
import { cpuSeconds } from './process-time.ts'

const CONNECTIONS = 8
const WARM_UP = 2
const ROLL_UP_MS = 3_000
/** How often all recorded sessions are told a round. */
const TELLINGS = 3
const rounds = Number(process.argv[2] ?? 5)
const requestsPerRound = Number(process.argv[3] ?? 24)

type Costs = { readonly reading: number; readonly server: number; readonly engine: number }

const loads: Record<string, (round: number) => readonly Buffer[]> = {
  'model calls of 3.2 KB': (round) =>
    Array.from({ length: requestsPerRound }, (_, i) => llmRequest(round * requestsPerRound + i, Date.now())),
  'recorded sessions of all SDKs': (round) => Array.from({ length: TELLINGS }, (_, i) => corpusRequests(round * TELLINGS + i)).flat(),
}

const { url, pid, stop } = await startServer()
try {
  for (const [name, load] of Object.entries(loads)) {
    const measured: Costs[] = []
    for (let round = -WARM_UP; round < rounds; round++) {
      const costs = await measure(load(round + WARM_UP))
      if (round >= 0) measured.push(costs)
    }
    report(name, measured)
  }
} finally {
  await stop()
}

/** Microseconds of CPU a span. */
async function measure(bodies: readonly Buffer[]): Promise<Costs> {
  const spans = bodies.flatMap((body) => decodeProtobufSpans(body).items)
  const perSpan = 1e6 / spans.length
  const before = process.cpuUsage()
  for (const span of spans) readSpan(placeSpan(span))
  const used = process.cpuUsage(before)
  const secret = await newProject()
  const packed = bodies.map((body) => gzipSync(body))
  const from = cpuSeconds(pid)
  let next = 0
  const connection = async () => {
    for (let body = packed[next++]; body; body = packed[next++]) await send(body, secret)
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  // No asking meanwhile, which would cost, too; what is not rolled up by then makes the share of reading larger, not smaller.
  await sleep(ROLL_UP_MS)
  const to = cpuSeconds(pid)
  return {
    reading: (used.user + used.system) / spans.length,
    server: (to.own - from.own) * perSpan,
    engine: (to.children - from.children) * perSpan,
  }
}

/** A project for each round, so that no session grows from round to round. */
async function newProject(): Promise<string> {
  const project = ((await post('/api/v1/projects', { name: 'bench' })) as { id: string }).id
  const { secret } = (await post(`/api/v1/projects/${project}/api-keys`, { name: 'bench' })) as { secret: string }
  return secret
}

async function post(path: string, body: object): Promise<unknown> {
  const reply = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return reply.json()
}

async function send(body: Buffer, secret: string): Promise<void> {
  const headers = { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip', authorization: `Bearer ${secret}` }
  const reply = await fetch(`${url}/v1/traces`, { method: 'POST', headers, body: new Uint8Array(body) })
  if (!reply.ok) throw new Error(`answered ${reply.status}`)
  await reply.arrayBuffer()
}

function report(name: string, measured: readonly Costs[]): void {
  const median = (read: (costs: Costs) => number) => figures(measured.map(read)).p50
  const share = (costs: Costs) => costs.reading / (costs.server + costs.engine)
  const shares = measured.map((costs) => `${(share(costs) * 100).toFixed(1)} %`).join(', ')
  const microseconds = (read: (costs: Costs) => number) => median(read).toFixed(1)
  console.log(`${name}: reading is ${(median(share) * 100).toFixed(1)} % of the CPU (${shares})`)
  console.log(
    `  us a span: reading ${microseconds(({ reading }) => reading)}, server ${microseconds(({ server }) => server)}, engine ${microseconds(({ engine }) => engine)}`,
  )
}
