import { stackOf, type Bar, type Bin } from './bar.ts'
import type { Series } from './chart-card.tsx'
import { fillOf, PaintPattern } from './paint.tsx'

const MOST_BAR_PX = 28
const DASH_FROM_PX = 8

type BarColumnsProps = {
  id: string
  series: readonly Series[]
  bars: readonly Bar[]
  bins: readonly Bin[]
  pitchPx: number
  yOf: (value: number) => number
  cursor: number
  onPoint: (bin: number) => void
  onOpen: (bar: number) => void
}

/** The bars and, over each, its whole column to point at. */
export function BarColumns({ id, series, bars, bins, pitchPx, yOf, cursor, onPoint, onOpen }: BarColumnsProps) {
  const base = yOf(0)
  const widthPx = Math.max(1, Math.min(pitchPx * 0.75, MOST_BAR_PX))
  return (
    <>
      <defs>
        {series.map(({ label, paint }, at) => (
          <PaintPattern key={label} id={`${id}-fill-${at}`} paint={paint} />
        ))}
      </defs>
      {cursor >= 0 && <rect x={cursor * pitchPx} y={0} width={pitchPx} height={base} className="fill-hover" />}
      {bins.map(({ first, shown }, at) => (
        <g key={first}>
          <Column id={id} series={series} bar={bars[shown] as Bar} x={(at + 0.5) * pitchPx - widthPx / 2} widthPx={widthPx} yOf={yOf} />
          <rect
            data-bar={shown}
            x={at * pitchPx}
            y={0}
            width={pitchPx}
            height={base + 4}
            fill="transparent"
            className="cursor-pointer"
            onPointerEnter={() => onPoint(at)}
            onClick={() => onOpen(shown)}
          />
        </g>
      ))}
    </>
  )
}

type ColumnProps = { id: string; series: readonly Series[]; bar: Bar; x: number; widthPx: number; yOf: (value: number) => number }

/** Its parts on each other; a tick on the ground for zero, a dash above it where nothing is known. */
function Column({ id, series, bar, x, widthPx, yOf }: ColumnProps) {
  const base = yOf(0)
  const stack = stackOf(bar)
  if (stack.length === 0) {
    return (
      <line
        x1={x}
        x2={x + widthPx}
        y1={base - 5}
        y2={base - 5}
        className={`stroke-control ${widthPx < DASH_FROM_PX ? '' : '[stroke-dasharray:3_2]'}`}
      />
    )
  }
  return (
    <>
      {stack.map(({ series: at, from, to }) => {
        const paint = series[at]?.paint
        return (
          paint && (
            <rect
              key={at}
              x={x}
              y={yOf(to)}
              width={widthPx}
              height={yOf(from) - yOf(to)}
              fill={fillOf(`${id}-fill-${at}`, paint)}
              className={paint.colour}
            />
          )
        )
      })}
      {stack.at(-1)?.to === 0 && <line x1={x} x2={x + widthPx} y1={base - 1} y2={base - 1} className="stroke-ink-2 stroke-2" />}
      {bar.limit !== undefined && yOf(bar.limit) >= 0 && (
        <line x1={x - 2} x2={x + widthPx + 2} y1={yOf(bar.limit)} y2={yOf(bar.limit)} className="stroke-warning stroke-2" />
      )}
    </>
  )
}
