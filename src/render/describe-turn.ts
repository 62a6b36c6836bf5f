import type { Turn, TurnError, TurnPause, TurnStep } from '../api/contract/turn.ts'
import { formatDuration } from '../base/format/duration.ts'
import { formatCount, formatPlural } from '../base/format/number.ts'
import type { Block } from './block.ts'
import { callsOf, describeMessage } from './describe-message.ts'
import { OUTCOME_TONES, OUTCOME_WORDS, STATUS_TONES, writeCost, writeCount, writeTime } from './words.ts'
import { writeValue } from './write-value.ts'

/** A rest worth telling. */
const LONG_GAP_MS = 5 * 60_000

/** One turn of a conversation: every message in it once, then whom it waited for, what broke, and what else ran. */
export function describeTurn(turn: Turn): Block[] {
  const calls = callsOf(turn.steps)
  const called = new Set(turn.messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'tool_call' ? [part.id] : []))))
  return [
    ...placeBlocks(turn),
    ...turn.messages.flatMap((message) => describeMessage(message, calls)),
    ...turn.pauses.flatMap((pause) => describePause(pause, turn)),
    ...turn.errors.map(describeError),
    ...stepBlocks(
      turn,
      turn.steps.filter(({ callId }) => callId === undefined || !called.has(callId)),
    ),
    ...(turn.notRecorded === undefined ? [] : [{ type: 'note', text: turn.notRecorded.detail } as const]),
  ]
}

function placeBlocks(turn: Turn): Block[] {
  const { gapBeforeMs = 0, overlaps = [], history, system } = turn
  const notes = [
    `${turn.name}, trace ${turn.traceId}${turn.models.length === 0 ? '' : `, ${turn.models.join(', ')}`}`,
    ...(gapBeforeMs >= LONG_GAP_MS ? [`Begins ${formatDuration(gapBeforeMs)} after all before it had ended`] : []),
    ...(overlaps.length > 0 ? [`Overlaps turn ${overlaps.map((index) => index + 1).join(', ')}`] : []),
    ...(turn.earlierMessages > 0 ? [`${formatPlural(turn.earlierMessages, 'earlier message')} sent again`] : []),
    ...(history === undefined ? [] : [`History changed: ${formatCount(history.removed)} left out, ${formatCount(history.added)} put in`]),
    ...(system?.isChanged === true ? [`Instructions changed${changesOf(system.changes)}`] : []),
  ]
  return [
    { type: 'heading', level: 2, text: `Turn ${turn.index + 1}`, details: headingDetails(turn) },
    ...(turn.status === 'ok' ? [] : [{ type: 'note', text: statusOf(turn), tone: STATUS_TONES[turn.status] } as const]),
    ...notes.map((text): Block => ({ type: 'note', text })),
  ]
}

function headingDetails(turn: Turn): string[] {
  const tokens = turn.totalTokens === undefined ? [] : [`${writeCount(turn.totalTokens, turn.isApproximate)} tokens`]
  const cost = turn.costUsd === undefined ? [] : [writeCost(turn)]
  return [writeTime(turn.startedAt), formatDuration(turn.durationMs), ...tokens, ...cost]
}

function statusOf({ status, errorCount, isRecovered }: Turn): string {
  if (status !== 'error') return status
  return `${formatPlural(errorCount, 'error')}${isRecovered === true ? ', recovered' : ''}`
}

type Changes = NonNullable<NonNullable<Turn['system']>['changes']>

function changesOf(changes: Changes | undefined): string {
  if (changes === undefined) return ''
  const linesOf = (kind: string) => changes.filter((change) => change.kind === kind).flatMap(({ text }) => text.split('\n')).length
  return `: ${formatPlural(linesOf('added'), 'line')} added, ${formatCount(linesOf('removed'))} removed`
}

function stepBlocks(turn: Turn, steps: readonly TurnStep[]): Block[] {
  if (steps.length === 0) return []
  const hidden = turn.stepCount - turn.steps.length
  return [
    { type: 'speaker', text: 'Steps', tone: 'quiet', ...(hidden > 0 ? { details: [`${formatCount(hidden)} more are not listed`] } : {}) },
    ...steps.map((step): Block => ({ type: 'note', text: `- ${describeStep(step)}`, tone: OUTCOME_TONES[step.outcome] })),
  ]
}

/** `tool list_tables, 0.25 ms` */
export function describeStep(step: TurnStep): string {
  const parts = [`${step.kind} ${step.name}`, step.isPending === true ? 'running' : formatDuration(step.durationMs)]
  if (step.model !== undefined) parts.push(step.model)
  if (step.totalTokens !== undefined) parts.push(`${formatCount(step.totalTokens)} tokens`)
  if (step.outcome !== 'ok') parts.push(OUTCOME_WORDS[step.outcome] + (step.isRecovered === true ? ', recovered' : ''))
  return parts.join(', ')
}

function describeError({ type, message, spanName, recovered }: TurnError): Block {
  const what = [type, message].filter((text) => text !== undefined && text !== '').join(': ') || 'no message recorded'
  return { type: 'note', text: `${recovered ? 'Recovered error' : 'Error'} in ${spanName}: ${what}`, tone: 'error' }
}

/** How long it waited; the question and the answer too, unless they are told as messages. */
function describePause(pause: TurnPause, turn: Turn): Block[] {
  const { since, answeredAt, waitMs, payload, answer, resumedByTraceId } = pause
  const isTold = turn.messages.some(({ role, spanId }) => role === 'interrupt' && spanId === pause.spanId)
  const elsewhere =
    resumedByTraceId !== undefined && resumedByTraceId !== turn.traceId ? `, which trace ${resumedByTraceId} goes on from` : ''
  const waited = waitMs === undefined ? '' : ` after ${formatDuration(waitMs)}`
  return [
    ...(isTold ? [] : [{ type: 'speaker', text: 'Asks a human', tone: 'waiting' } as const, ...valueBlocks(payload)]),
    {
      type: 'note',
      tone: 'waiting',
      text:
        answeredAt === undefined
          ? `Waits for a human since ${writeTime(since)}; nothing has answered`
          : `Waited for a human from ${writeTime(since)}; answered ${writeTime(answeredAt)}${waited}${elsewhere}`,
    },
    ...(isTold || answeredAt === undefined || elsewhere !== '' ? [] : valueBlocks(answer)),
  ]
}

function valueBlocks(value: unknown): Block[] {
  return value === undefined ? [] : [{ type: 'text', text: writeValue(value) }]
}
