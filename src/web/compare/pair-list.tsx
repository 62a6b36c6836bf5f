import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { useKeys } from '../keys/keys.ts'
import { EmptyState } from '../ui/states.tsx'
import { Equal } from 'lucide-react'
import { alignTurns } from './align-turns.ts'
import { compareTurns } from './compare-turns.ts'
import { PairView } from './pair-view.tsx'
import type { Side } from './use-side.ts'

type PairListProps = { project: string; a: Side; b: Side; isOnlyDifferences: boolean }

const ESTIMATED_PX = 320

/** Every pair of turns in one scrolling list, so that both sides always move together. J and K go from pair to pair. */
export function PairList({ project, a, b, isOnlyDifferences }: PairListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const all = useMemo(() => alignTurns(a.outline?.items ?? [], b.outline?.items ?? []), [a.outline, b.outline])
  const pairs = useMemo(() => {
    const whole = all.map((pair) => ({
      pair,
      turnA: pair.a && a.turns.get(pair.a.traceId),
      turnB: pair.b && b.turns.get(pair.b.traceId),
    }))
    if (!isOnlyDifferences) return whole
    // What has not come yet may differ.
    return whole.filter(({ turnA, turnB }) => turnA === undefined || turnB === undefined || !compareTurns(turnA, turnB).isSame)
  }, [all, a.turns, b.turns, isOnlyDifferences])

  const virtual = useVirtualizer({
    count: pairs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATED_PX,
    getItemKey: (at) => keyOf(pairs[at]!.pair),
    overscan: 3,
  })
  function goTo(to: number) {
    const at = Math.max(0, Math.min(to, pairs.length - 1))
    setActive(at)
    virtual.scrollToIndex(at, { align: 'start' })
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-pair="${at}"]`)?.focus({ preventScroll: true }))
  }
  useKeys('Compare', [
    { keys: 'j', label: 'Next pair of turns', run: () => goTo(active + 1) },
    { keys: 'k', label: 'Previous pair of turns', run: () => goTo(active - 1) },
    { keys: 'Home', label: 'First pair of turns', run: () => goTo(0) },
    { keys: 'End', label: 'Last pair of turns', run: () => goTo(pairs.length - 1) },
  ])

  if (pairs.length === 0 && isOnlyDifferences && all.length > 0) {
    return (
      <EmptyState icon={Equal} title="No turn differs">
        The same was said, and the same tools were called with the same arguments.
      </EmptyState>
    )
  }
  return (
    <div ref={scroller} role="list" aria-label="Pairs of turns" tabIndex={0} className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]">
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const { pair, turnA, turnB } = pairs[index]!
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              role="listitem"
              aria-setsize={pairs.length}
              aria-posinset={index + 1}
              aria-label={labelOf(pair)}
              data-index={index}
              data-pair={index}
              tabIndex={-1}
              onFocus={() => setActive(index)}
              style={{ transform: `translateY(${start}px)` }}
              className="absolute inset-x-0 top-0 border-b border-border px-3 py-3 outline-offset-[-2px]"
            >
              <PairView project={project} pair={pair} turnA={turnA} turnB={turnB} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

type OutlinePair = ReturnType<typeof alignTurns<NonNullable<Side['outline']>['items'][number]>>[number]

function keyOf({ a, b }: OutlinePair): string {
  return `${a?.traceId} ${b?.traceId}`
}

function labelOf({ a, b }: OutlinePair): string {
  if (a === undefined) return `Turn ${b.index + 1} of B, which A lacks`
  if (b === undefined) return `Turn ${a.index + 1} of A, which B lacks`
  return `Turn ${a.index + 1} of A and turn ${b.index + 1} of B`
}
