import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { Log } from '../base/log.ts'
import { replyWith, sendProblem } from './problem.ts'

export type Metric = {
  /** Snake case, with its unit; a counter ends in `_total`. */
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge'
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[]
}

type HealthDeps = {
  /** Why the server cannot serve yet; undefined when it can. */
  readonly notReadyReason: () => string | undefined
  /** The current numbers. Labels never hold content. */
  readonly collect: () => readonly Metric[] | Promise<readonly Metric[]>
  readonly log: Log
}

/** `/livez`: the process answers. `/readyz`: it can serve. `/metrics`: Prometheus text. */
export function registerHealth(app: FastifyInstance, { notReadyReason, collect, log }: HealthDeps): void {
  const processMetrics = new Registry()
  collectDefaultMetrics({ register: processMetrics })
  void app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, log))
    scope.addHook('onRequest', async (_, reply) => void reply.header('cache-control', 'no-store'))
    scope.get('/livez', async (_, reply) => reply.type('text/plain; charset=utf-8').send('ok\n'))
    scope.get('/readyz', async (request, reply) => {
      const detail = notReadyReason()
      if (detail === undefined) return reply.type('text/plain; charset=utf-8').send('ok\n')
      return replyWith({ status: 503, code: 'not_ready', detail, retryAfterSeconds: 1 }, request, reply)
    })
    scope.get('/metrics', async (_, reply) => {
      const text = `${await processMetrics.metrics()}\n${await metricsText(await collect())}`
      return reply.type(processMetrics.contentType).send(text)
    })
  })
}

/** Our numbers are kept where they arise; they become Prometheus text only when asked for. */
function metricsText(metrics: readonly Metric[]): Promise<string> {
  const registry = new Registry()
  for (const { name, help, type, samples } of metrics) {
    const options = { name, help, labelNames: Object.keys(samples[0]?.labels ?? {}), registers: [registry] }
    if (type === 'counter') {
      const counter = new Counter(options)
      for (const { labels, value } of samples) counter.inc({ ...labels }, value)
    } else {
      const gauge = new Gauge(options)
      for (const { labels, value } of samples) gauge.set({ ...labels }, value)
    }
  }
  return registry.metrics()
}
