import type { Finding, ScopeHealth } from '../../api/contract/doctor.ts'
import { isoFromUnixNano } from '../../base/time.ts'
import type { FindingKind, Severity } from '../../model/finding.ts'
import { fixFor, sdkOf } from '../../normalize/normalize.ts'
import type { CheckedTrace, LossShare, ScopeShare, Tally } from '../../store/store.ts'

const MOST_SAMPLES = 5
const MOST_DETAILS = 20
/** A parent may still be on its way. */
const GRACE_NANO = 60_000_000_000n

const SEVERITY: Readonly<Record<FindingKind, Severity>> = {
  no_session: 'problem',
  no_root: 'warning',
  no_usage: 'warning',
  dropped: 'warning',
  truncated_json: 'warning',
  clock_skew: 'warning',
  corrected_times: 'warning',
  session_conflict: 'warning',
  unpriced_model: 'info',
  no_content: 'info',
  double_usage: 'info',
}
const ORDER = Object.keys(SEVERITY) as FindingKind[]

export type Uncounted = { readonly traceId: string; readonly scope: string; readonly spanId: string }

/** What the reads brought: traces newest first, the rest by trace and scope. */
export type Evidence = {
  readonly traces: readonly CheckedTrace[]
  readonly shares: readonly ScopeShare[]
  readonly losses: readonly LossShare[]
  readonly uncounted: readonly Uncounted[]
  /** Not every trace that may tell usage twice was looked into. */
  readonly isUncountedAtLeast: boolean
  readonly asOfUnixNano: bigint
}

type Drafts = Map<FindingKind, { count: number; unit: Finding['unit']; samples: Finding['samples']; details: Set<string>; most: bigint }>
type Draft = { health: Omit<ScopeHealth, 'findings' | 'lastSeenAt'>; calls: number; last: bigint; findings: Drafts }

/** Every scope with what is wrong about it; those with problems first, then those with most spans. */
export function diagnose(evidence: Evidence): ScopeHealth[] {
  const scopes = new Map<string, Draft>()
  const place = new Map(evidence.traces.map((trace, at) => [trace.traceId, at]))
  const traceOf = (traceId: string) => evidence.traces[place.get(traceId) ?? -1]
  const newestFirst = <T extends { readonly traceId: string }>(rows: readonly T[]): T[] =>
    rows.filter(({ traceId }) => place.has(traceId)).sort((a, b) => place.get(a.traceId)! - place.get(b.traceId)!)
  const withApp = new Set(evidence.shares.flatMap(({ traceId, appSpans }) => (appSpans > 0 ? [traceId] : [])))
  for (const share of newestFirst(evidence.shares)) {
    const trace = traceOf(share.traceId)!
    const draft = draftOf(scopes, share)
    noteSpans(draft, share, trace, evidence.asOfUnixNano)
    if (share.appSpans > 0 || !withApp.has(share.traceId)) noteTrace(draft, share, trace)
  }
  for (const loss of newestFirst(evidence.losses)) {
    const draft = scopes.get(loss.scope)
    if (draft !== undefined) noteLosses(draft, loss)
  }
  for (const { scope, traceId, spanId } of newestFirst(evidence.uncounted)) {
    const draft = scopes.get(scope)
    if (draft !== undefined) note(draft, 'double_usage', 'spans', traceId, { count: 1, spanId })
  }
  return [...scopes.values()].map((draft) => healthOf(draft, evidence.isUncountedAtLeast)).sort(byUrgency)
}

function draftOf(scopes: Map<string, Draft>, { scope }: ScopeShare): Draft {
  const known = scopes.get(scope)
  if (known !== undefined) return known
  const draft: Draft = { health: { scope, sdk: sdkOf(scope).name, spans: 0, traces: 0 }, calls: 0, last: 0n, findings: new Map() }
  scopes.set(scope, draft)
  return draft
}

function noteSpans(draft: Draft, share: ScopeShare, trace: CheckedTrace, asOf: bigint): void {
  const { traceId } = share
  draft.health.spans += share.spans
  draft.health.traces += 1
  draft.calls += share.calls
  if (share.lastUnixNano > draft.last) draft.last = share.lastUnixNano
  if (share.orphans.count > 0 && trace.endUnixNano + GRACE_NANO < asOf)
    note(draft, 'no_root', 'traces', traceId, { count: 1, spanId: share.orphans.spanId })
  note(draft, 'no_usage', 'calls', traceId, share.callsWithoutUsage)
  note(draft, 'no_content', 'calls', traceId, share.callsWithoutContent)
  note(draft, 'truncated_json', 'spans', traceId, share.cutJson)
  note(draft, 'clock_skew', 'spans', traceId, share.skewed, [], share.skewNano)
}

function noteTrace(draft: Draft, share: ScopeShare, trace: CheckedTrace): void {
  const whole = { count: 1, spanId: '' }
  if (!trace.hasSession) note(draft, 'no_session', 'traces', share.traceId, whole)
  if (trace.hasConflict) note(draft, 'session_conflict', 'traces', share.traceId, whole)
  const unpriced = trace.unpricedModels.filter((model) => share.models.includes(model))
  if (unpriced.length > 0) note(draft, 'unpriced_model', 'traces', share.traceId, whole, unpriced)
}

function noteLosses(draft: Draft, loss: LossShare): void {
  for (const [what, tally] of [
    ['attributes', loss.droppedAttributes],
    ['events', loss.droppedEvents],
    ['links', loss.droppedLinks],
  ] as const) {
    if (tally.count > 0) note(draft, 'dropped', 'spans', loss.traceId, tally, [what])
  }
  note(draft, 'corrected_times', 'spans', loss.traceId, loss.correctedTimes)
}

function note(
  { findings }: Draft,
  kind: FindingKind,
  unit: Finding['unit'],
  traceId: string,
  { count, spanId }: Tally,
  details: readonly string[] = [],
  most = 0n,
): void {
  if (count === 0) return
  const found = findings.get(kind) ?? { count: 0, unit, samples: [], details: new Set<string>(), most: 0n }
  found.count += count
  for (const detail of details) found.details.add(detail)
  if (most > found.most) found.most = most
  if (found.samples.length < MOST_SAMPLES) found.samples.push({ traceId, spanId: spanId === '' ? undefined : spanId })
  findings.set(kind, found)
}

function healthOf({ health, calls, last, findings }: Draft, isUncountedAtLeast: boolean): ScopeHealth {
  const of = { traces: health.traces, spans: health.spans, calls }
  return {
    ...health,
    lastSeenAt: isoFromUnixNano(last),
    findings: ORDER.flatMap((kind): Finding[] => {
      const found = findings.get(kind)
      if (found === undefined) return []
      const { count, unit, samples, details, most } = found
      return [
        {
          kind,
          severity: SEVERITY[kind],
          unit,
          count,
          of: of[unit],
          isAtLeast: (kind === 'double_usage' && isUncountedAtLeast) || undefined,
          details: most > 0n ? [`${Number(most / 1_000_000n)} ms`] : [...details].sort().slice(0, MOST_DETAILS),
          samples,
          fix: fixFor(kind, health.scope),
        },
      ]
    }),
  }
}

const URGENCY: Readonly<Record<Severity, number>> = { problem: 0, warning: 1, info: 2 }

function byUrgency(a: ScopeHealth, b: ScopeHealth): number {
  const urgency = ({ findings }: ScopeHealth): number => Math.min(3, ...findings.map(({ severity }) => URGENCY[severity]))
  return urgency(a) - urgency(b) || b.spans - a.spans || (a.scope < b.scope ? -1 : 1)
}
