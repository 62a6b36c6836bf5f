import fc from 'fast-check'
import type { RecordedRequest } from './recordings.ts'

type Json = { readonly [key: string]: unknown }
/** Where a signal keeps its records: resources, scopes, records. */
const LEVELS = {
  traces: ['resourceSpans', 'scopeSpans', 'spans'],
  logs: ['resourceLogs', 'scopeLogs', 'logRecords'],
} as const
/** A request that carries one span or log record. */
type Single = { readonly signal: RecordedRequest['signal']; readonly resource: Json }

/** Every span and log record of these requests, each with its own resource and scope. */
export function singlesOf(requests: readonly RecordedRequest[]): readonly Single[] {
  return requests.flatMap(({ signal, body }) => {
    const [resources, scopes, records] = LEVELS[signal]
    return listIn(body as Json, resources).flatMap((resource) =>
      listIn(resource, scopes).flatMap((scope) =>
        listIn(scope, records).map((record) => ({ signal, resource: { ...resource, [scopes]: [{ ...scope, [records]: [record] }] } })),
      ),
    )
  })
}

const MOST_REQUESTS = 6

/** The same records as other exporters might have sent them: in any order, some more than once, cut into requests anywhere. */
export function deliveries(singles: readonly Single[]): fc.Arbitrary<readonly RecordedRequest[]> {
  return fc.subarray([...singles]).chain((again) => {
    const all = [...singles, ...again]
    const cuts = fc.array(fc.nat(all.length), { maxLength: MOST_REQUESTS - 1 })
    return fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), cuts).map(([order, at]) => inRequests(order, at))
  })
}

function inRequests(order: readonly Single[], cuts: readonly number[]): RecordedRequest[] {
  const bounds = [0, ...[...cuts].sort((a, b) => a - b), order.length]
  return bounds.slice(1).flatMap((end, index) => {
    const taken = order.slice(bounds[index], end)
    return (['traces', 'logs'] as const).flatMap((signal) => {
      const resources = taken.filter((single) => single.signal === signal).map((single) => single.resource)
      return resources.length === 0 ? [] : [{ signal, body: { [LEVELS[signal][0]]: resources } }]
    })
  })
}

function listIn(value: Json, key: string): readonly Json[] {
  return (value[key] ?? []) as readonly Json[]
}
