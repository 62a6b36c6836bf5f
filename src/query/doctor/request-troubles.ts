import type { RequestTrouble } from '../../api/contract/doctor.ts'
import { requestFix } from '../../model/request-fix.ts'
import type { ReceivedRequest } from '../../model/span-sink.ts'

const MOST_TROUBLES = 50

/** What went wrong at the receiving doors, newest first. `requests`: newest first. */
export function requestTroubles(requests: readonly ReceivedRequest[]): RequestTrouble[] {
  const troubles = new Map<string, RequestTrouble>()
  for (const request of requests) {
    const kind = kindOf(request)
    if (kind === undefined) continue
    const { door, path, status, reason, userAgent, at } = request
    const key = JSON.stringify([kind, door, path, status, reason, userAgent])
    const known = troubles.get(key)
    if (known !== undefined) known.count += 1
    else if (troubles.size < MOST_TROUBLES) {
      const severity = kind === 'metrics' ? 'info' : kind === 'partly_refused' ? 'warning' : 'problem'
      const lastAt = new Date(at).toISOString()
      troubles.set(key, { kind, severity, door, path, status, reason, userAgent, count: 1, lastAt, fix: { text: fixOf(kind, request) } })
    }
  }
  return [...troubles.values()]
}

/** A request with a body that held nothing of what its address takes was meant for another one. */
function kindOf({
  isAccepted,
  isWrongSignal,
  acceptedCount,
  rejectedCount,
  path,
  bytes,
}: ReceivedRequest): RequestTrouble['kind'] | undefined {
  if (!isAccepted) return isWrongSignal === true ? 'wrong_signal' : 'refused'
  if (rejectedCount > 0) return 'partly_refused'
  if (/metrics/i.test(path)) return 'metrics'
  return acceptedCount === 0 && bytes > 0 ? 'wrong_signal' : undefined
}

function fixOf(kind: RequestTrouble['kind'], request: ReceivedRequest): string {
  if (kind === 'metrics') return 'Metrics are taken, so that no exporter fails, and not kept. Set OTEL_METRICS_EXPORTER=none to spare them.'
  if (kind === 'wrong_signal') {
    return 'The request held nothing that this address takes: spans belong to /v1/traces, log records to /v1/logs. Give the exporter the address of its own signal, or the base address in OTEL_EXPORTER_OTLP_ENDPOINT.'
  }
  return requestFix(request)
}
