import type { Finding, RequestTrouble } from '../../api/contract/doctor.ts'
import { formatCount, formatPlural } from '../format/number.ts'

const TITLES: Readonly<Record<Finding['kind'], string>> = {
  no_session: 'Traces without a session',
  no_root: 'Traces with a parent that never arrived',
  no_usage: 'Model calls without tokens',
  dropped: 'Spans that lost something to the limits of the SDK',
  truncated_json: 'Spans with content that is cut off',
  clock_skew: 'Spans that begin before their parent',
  corrected_times: 'Spans with impossible times',
  session_conflict: 'Traces that name two sessions with one attribute',
  unpriced_model: 'Traces with a model that has no price',
  no_content: 'Model calls without prompt and answer',
  double_usage: 'Spans that tell usage told elsewhere',
}

export function findingTitle(kind: Finding['kind']): string {
  return TITLES[kind]
}

const DETAILS: Partial<Record<Finding['kind'], string>> = {
  dropped: 'Lost',
  clock_skew: 'Up to',
  unpriced_model: 'Models',
}

/** `Lost: attributes, links`; empty when there is nothing more to say. */
export function findingDetails({ kind, details }: Pick<Finding, 'kind' | 'details'>): string {
  return details.length === 0 ? '' : `${DETAILS[kind] ?? 'Details'}: ${details.join(', ')}`
}

const UNITS: Readonly<Record<Finding['unit'], readonly [string, string]>> = {
  traces: ['trace', 'traces'],
  spans: ['span', 'spans'],
  calls: ['model call', 'model calls'],
}

/** `12 of 40 traces`, with `≥` when there may be more. */
export function findingShare({ count, of, unit, isAtLeast }: Pick<Finding, 'count' | 'of' | 'unit' | 'isAtLeast'>): string {
  return `${isAtLeast === true ? '≥ ' : ''}${formatCount(count)} of ${formatPlural(of, ...UNITS[unit])}`
}

export function troubleTitle({ kind, status }: Pick<RequestTrouble, 'kind' | 'status'>): string {
  switch (kind) {
    case 'refused':
      return `Refused with ${status}`
    case 'partly_refused':
      return 'Taken in part'
    case 'wrong_signal':
      return 'Brought nothing that its address takes'
    case 'metrics':
      return 'Metrics, which are not kept'
  }
}
