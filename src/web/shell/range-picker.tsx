import { useMatchRoute, useNavigate, useSearch } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight, Clock } from 'lucide-react'
import { useRef } from 'react'
import { useKeys } from '../keys/keys.ts'
import { browserZone } from '../format/time.ts'
import { useNow } from '../format/now.ts'
import { isZone } from '../format/zone.ts'
import { IconButton } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import { describeRange, normalRange, shiftRange, type Range } from '../url/range.ts'
import { RangePanel } from './range-panel.tsx'

/** Screens that show times in the zone that is asked for. */
const ZONED = ['/p/$project/dashboard', '/p/$project/usage'] as const

/** The time window of the list on screen: presets, typed text, or two moments. */
export function RangePicker() {
  const search: Range & { readonly tz?: string } = useSearch({ strict: false })
  const range: Range = { from: search.from, to: search.to }
  const navigate = useNavigate()
  const matchRoute = useMatchRoute()
  const isZoned = ZONED.some((to) => matchRoute({ to }) !== false)
  const zone = isZoned && search.tz !== undefined && isZone(search.tz) ? search.tz : browserZone()
  const now = useNow()
  const button = useRef<HTMLButtonElement>(null)
  const choose = (next: Range) => void navigate({ to: '.', search: (previous) => ({ ...previous, ...normalRange(next) }) })
  useKeys('Lists', [{ keys: '.', label: 'Time range', run: () => button.current?.click() }])
  const earlier = shiftRange(range, now, -1)
  const later = shiftRange(range, now, 1)

  return (
    <div role="group" aria-label="Time range" className="flex flex-none items-center">
      <span className="hidden sm:block">
        <IconButton icon={ChevronLeft} label="Earlier" disabled={!earlier} onClick={() => earlier && choose(earlier)} />
      </span>
      <Popover
        label="Time range"
        align="end"
        trigger={({ ref, ...props }) => (
          <button
            type="button"
            ref={(element) => {
              button.current = element
              ref(element)
            }}
            data-tip={`Times are in ${zone}  .`}
            className="flex h-8 items-center gap-1.5 rounded-control border border-control bg-surface px-2.5 whitespace-nowrap hover:bg-hover"
            {...props}
          >
            <Clock size={14} aria-hidden className="text-ink-3" />
            {describeRange(range, now, zone)}
            <span className="hidden text-ink-3 lg:inline">· {zone}</span>
          </button>
        )}
      >
        {(close) => (
          <RangePanel
            range={range}
            zone={zone}
            onZone={isZoned ? (tz) => void navigate({ to: '.', search: (previous) => ({ ...previous, tz }) }) : undefined}
            onChoose={(next) => {
              close()
              choose(next)
            }}
          />
        )}
      </Popover>
      <span className="hidden sm:block">
        <IconButton icon={ChevronRight} label="Later" disabled={!later || !search.to} onClick={() => later && choose(later)} />
      </span>
    </div>
  )
}
