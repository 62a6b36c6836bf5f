import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { OutlineTurn, Turn } from '../../api/contract/turn.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCost, formatCount } from '../format/number.ts'
import { StatusGlyph } from '../ui/glyphs.tsx'
import { CostOf, Count, Duration, When } from '../ui/value.tsx'
import type { Pair } from './align.ts'
import { compareTurns, toolKey, wordsKey, type ToolUse, type Words } from './compare-turns.ts'
import { PairCells } from './pair-cells.tsx'
import { SideBadge } from './side-badge.tsx'
import { signed } from './signed.ts'

const ROLES: Record<Words['role'], string> = {
  system: 'System',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool',
  interrupt: 'Asks a human',
  human: 'Answer of a human',
}

type PairViewProps = {
  project: string
  pair: Pair<OutlineTurn>
  /** Absent while they are on their way. */
  turnA: Turn | undefined
  turnB: Turn | undefined
}

/** Two turns that belong together: their numbers, what was said, which tools were called. */
export function PairView({ project, pair, turnA, turnB }: PairViewProps) {
  const isHere = (pair.a === undefined || turnA !== undefined) && (pair.b === undefined || turnB !== undefined)
  return (
    <>
      <div className="grid gap-x-4 gap-y-1 md:grid-cols-2">
        <Place project={project} side="A" turn={pair.a} />
        <Place project={project} side="B" turn={pair.b} />
      </div>
      {pair.a && pair.b && <Differences a={pair.a} b={pair.b} />}
      {isHere ? (
        <Content a={turnA} b={turnB} />
      ) : (
        <p role="status" className="py-6 text-center text-12 text-ink-3">
          Reading what was said…
        </p>
      )}
    </>
  )
}

function Place({ project, side, turn }: { project: string; side: 'A' | 'B'; turn: OutlineTurn | undefined }) {
  if (turn === undefined) {
    return (
      <p className="flex items-center gap-2 text-12 text-ink-3">
        <SideBadge side={side} /> has no such turn
      </p>
    )
  }
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5 text-12 text-ink-2 tabular-nums">
      <SideBadge side={side} />
      <StatusGlyph status={turn.status} />
      <Link
        to="/p/$project/traces/$traceId"
        params={{ project, traceId: turn.traceId }}
        className="font-semibold text-ink hover:text-accent hover:underline"
      >
        Turn {turn.index + 1}
      </Link>
      <When at={turn.startedAt} />
      <Duration ms={turn.durationMs} />
      <span>
        <Count value={turn.totalTokens} isApproximate={turn.isApproximate} /> tokens
      </span>
      <CostOf row={turn} />
    </div>
  )
}

function Differences({ a, b }: { a: OutlineTurn; b: OutlineTurn }) {
  const differences = [
    ['time', signed(a.durationMs, b.durationMs, formatDuration)],
    ['prompt', signed(a.promptTokens, b.promptTokens, formatCount)],
    ['completion', signed(a.completionTokens, b.completionTokens, formatCount)],
    ['cost', signed(a.costUsd, b.costUsd, formatCost)],
    ['error spans', a.errorCount === b.errorCount ? undefined : signed(a.errorCount, b.errorCount, formatCount)],
  ].filter(([, by]) => by !== undefined)
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-3 text-12 text-ink-3 tabular-nums">
      <span>B against A</span>
      {differences.map(([name, by]) => (
        <span key={name}>
          {name} <span className="font-semibold text-ink">{by}</span>
        </span>
      ))}
    </p>
  )
}

function Content({ a, b }: { a: Turn | undefined; b: Turn | undefined }) {
  const { messages, tools } = useMemo(() => compareTurns(a, b), [a, b])
  const isAlone = a === undefined || b === undefined
  return (
    <>
      <div className="mt-2 grid items-start gap-x-4 gap-y-2 md:grid-cols-2">
        {messages.map((pair, at) => (
          <PairCells key={at} pair={pair} keyOf={wordsKey} textOf={({ text }) => text} titleOf={speakerOf} isTurnAlone={isAlone} />
        ))}
      </div>
      {tools.length > 0 && (
        <>
          <h2 className="mt-3 mb-1 text-12 font-semibold text-ink-2">Tools called</h2>
          <div className="grid items-start gap-x-4 gap-y-2 md:grid-cols-2">
            {tools.map((pair, at) => (
              <PairCells
                key={at}
                pair={pair}
                keyOf={toolKey}
                textOf={({ given }) => given}
                titleOf={toolTitle}
                isTurnAlone={isAlone}
                isMono
              />
            ))}
          </div>
        </>
      )}
      {messages.length + tools.length === 0 && <p className="py-3 text-center text-12 text-ink-3">Nothing was recorded in either turn.</p>}
    </>
  )
}

function speakerOf({ role, name }: Words) {
  return (
    <>
      <span className="font-semibold text-ink">{ROLES[role]}</span>
      {name !== undefined && (
        <>
          {' '}
          <bdi>{name}</bdi>
        </>
      )}
    </>
  )
}

function toolTitle({ name, outcome, durationMs }: ToolUse) {
  const failed = outcome === undefined || outcome === 'ok' ? '' : ` · ${outcome.replace('_', ' ')}`
  return (
    <>
      <bdi className="font-semibold text-ink">{name}</bdi>
      {durationMs !== undefined && ` · ${formatDuration(durationMs)}`}
      {failed}
    </>
  )
}
