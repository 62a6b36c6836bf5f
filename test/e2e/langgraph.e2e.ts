import { expect, test } from '@playwright/test'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { SpanRow } from '../../src/api/contract/span.ts'
import type { TraceRow } from '../../src/api/contract/trace.ts'
import { expectSession, readSpans, readTraces } from './read.ts'
import { createKey } from './send.ts'
import { startServer, type RunningServer } from './start-server.ts'

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

type App = { exitCode: Promise<number | null>; waiting: AsyncIterable<string>; answer(): void }

/** The app says which session waits for a human, and goes on with it at a line on its standard input. */
function startApp(instrumentation: string, key: string): App {
  const path = join(import.meta.dirname, 'apps/langgraph-app.mjs')
  const child = spawn(process.execPath, [path, instrumentation, server.url, key], { stdio: ['pipe', 'pipe', 'inherit'] })
  return {
    exitCode: new Promise((resolve) => child.once('exit', resolve)),
    waiting: createInterface({ input: child.stdout }),
    answer: () => child.stdin.write('\n'),
  }
}

async function tracesOf(sessionId: string): Promise<readonly TraceRow[]> {
  return (await readTraces(server.url, `?sessionId=${encodeURIComponent(sessionId)}&limit=100`)).items
}

const endOf = (span: SpanRow) => Number(BigInt(span.startUnixNano) / 1000n) / 1000 + span.durationMs

/** From the end of the interrupted span, as the API shows it, to the start of the trace that brought the answer. */
async function waitShown(traces: readonly TraceRow[]): Promise<number> {
  const paused: number[] = []
  for (const { id } of traces.filter(({ interruptCount }) => interruptCount > 0)) {
    const interrupted = (await readSpans(server.url, id)).items.filter(({ outcome }) => outcome === 'interrupted')
    const deepest = interrupted.filter((span) => !interrupted.some(({ parentId }) => parentId === span.id))
    paused.push(Math.max(...deepest.map(endOf)))
  }
  const answers = traces.filter(({ input }) => input !== undefined && /^yes(, yes)?$/.test(input))
  expect(answers).toHaveLength(1)
  return Date.parse(answers[0]!.startedAt) - Math.min(...paused)
}

const TOKENS = { promptTokens: 21, completionTokens: 4, totalTokens: 25 }
/** Traceloop without a workflow around the graph makes every runnable a trace of its own: the failing node is one, the graph another. */
const INSTRUMENTATIONS = {
  openinference: { isWhole: true, failedTraces: 1 },
  'traceloop-workflow': { isWhole: true, failedTraces: 1 },
  traceloop: { isWhole: false, failedTraces: 2 },
}

for (const [instrumentation, { isWhole, failedTraces }] of Object.entries(INSTRUMENTATIONS)) {
  test(`LangGraph under ${instrumentation} waits for a human, goes on, and fails only where it fails`, async () => {
    const app = startApp(instrumentation, await createKey(server.url, instrumentation))
    for await (const line of app.waiting) {
      const sessionId = line.slice('waiting '.length)
      await expectSession(server.url, sessionId, { status: 'waiting', errorCount: 0, waitingMs: 0 })
      const isParallel = sessionId.endsWith('parallel')
      const interruptCounts = (await tracesOf(sessionId)).map(({ interruptCount }) => interruptCount).filter((count) => count > 0)
      if (isWhole) expect(interruptCounts).toEqual([isParallel ? 2 : 1])
      else expect(new Set(interruptCounts)).toEqual(new Set([1]))

      app.answer()
      const session = await expectSession(server.url, sessionId, { status: 'ok', errorCount: 0, errorSpanCount: 0, ...TOKENS })
      const traces = await tracesOf(sessionId)
      expect(traces.map(({ status }) => status)).toEqual(traces.map(() => 'ok'))
      if (isWhole) expect(traces).toHaveLength(2)
      expect(session.waitingSince).toBeUndefined()
      expect(session.waitingMs).toBeGreaterThan(0)
      expect(session.waitingMs).toBeCloseTo(await waitShown(traces), 1)
    }
    expect(await app.exitCode).toBe(0)

    // No word about its status: Traceloop never ends the span of a workflow that fails, so that session counts as running for a minute.
    const failing = `${instrumentation} failing`
    await expectSession(server.url, failing, { errorCount: failedTraces, waitingMs: 0, ...TOKENS })
    const failed = (await tracesOf(failing)).filter(({ errorCount }) => errorCount > 0)
    expect(failed.map(({ interruptCount }) => interruptCount)).toEqual(failed.map(() => 0))
  })
}
