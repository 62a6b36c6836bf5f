import type { Outcome, Status } from '../model/outcome.ts'
import { ABSENT, formatCost, formatCount } from '../base/format/number.ts'
import type { Tone } from './block.ts'

export const STATUS_TONES: Record<Status, Tone> = { ok: 'plain', error: 'error', waiting: 'waiting', running: 'running' }
export const OUTCOME_TONES: Record<Outcome, Tone> = {
  ok: 'plain',
  error: 'error',
  interrupted: 'waiting',
  control_flow: 'plain',
  cancelled: 'quiet',
  rejected: 'waiting',
}
export const OUTCOME_WORDS: Record<Outcome, string> = {
  ok: 'ok',
  error: 'error',
  interrupted: 'waits for a human',
  control_flow: 'control flow',
  cancelled: 'cancelled',
  rejected: 'turned down',
}

/** `2026-11-22 08:58:12 UTC` */
export function writeTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`
}

/** `2026-11-22 08:58`, where the zone is said elsewhere. */
export function writeMinute(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
}

export function writeCount(count: number | undefined, isApproximate = false): string {
  return isApproximate && count ? `≈ ${formatCount(count)}` : formatCount(count)
}

type Costly = {
  readonly costUsd?: number | undefined
  readonly isCostEstimated?: boolean | undefined
  readonly isApproximate?: boolean | undefined
}

export function writeCost({ costUsd, isCostEstimated, isApproximate }: Costly): string {
  if (costUsd === undefined) return ABSENT
  return `${(isCostEstimated || isApproximate) && costUsd > 0 ? '≈ ' : ''}${formatCost(costUsd)}`
}

type Totals = Costly & {
  readonly promptTokens?: number | undefined
  readonly completionTokens?: number | undefined
  readonly totalTokens?: number | undefined
  readonly cachedPromptTokens?: number | undefined
}

/** The four figures everything that is counted has. */
export function totalFacts(row: Totals): [name: string, value: string][] {
  const cached = row.cachedPromptTokens ? ` (${formatCount(row.cachedPromptTokens)} cached)` : ''
  return [
    ['Prompt', writeCount(row.promptTokens, row.isApproximate) + cached],
    ['Completion', writeCount(row.completionTokens, row.isApproximate)],
    ['Total tokens', writeCount(row.totalTokens, row.isApproximate)],
    ['Cost', writeCost(row)],
  ]
}

/** Facts that have a list to name. */
export function listFacts(lists: Readonly<Record<string, readonly string[]>>): [name: string, value: string][] {
  return Object.entries(lists).flatMap(([name, values]) => (values.length === 0 ? [] : [[name, values.join(', ')] as [string, string]]))
}
