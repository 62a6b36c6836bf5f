import { memo, useId } from 'react'
import { stackOf, type Bar } from './bar.ts'
import type { Series } from './chart-card.tsx'
import { fillOf, PaintPattern } from './paint.tsx'
import type { PlotGeometry } from './time-plot.tsx'

const MOST_BAR_PX = 28

type TimeBarsProps = { series: readonly Series[]; bars: readonly Bar[]; geometry: PlotGeometry }

/** Stacked bars, one for every bucket. */
export const TimeBars = memo(function TimeBars({ series, bars, geometry: { pitchPx, yOf } }: TimeBarsProps) {
  const id = useId()
  const widthPx = Math.max(0.75, Math.min(pitchPx > 4 ? pitchPx - Math.max(1, pitchPx * 0.2) : pitchPx * 0.85, MOST_BAR_PX))
  return (
    <>
      <defs>
        {series.map(({ label, paint }, at) => (
          <PaintPattern key={label} id={`${id}-${at}`} paint={paint} />
        ))}
      </defs>
      {bars.map((bar, bucket) =>
        stackOf(bar).map(({ series: at, from, to }) => {
          const paint = series[at]?.paint
          return (
            paint &&
            to > from && (
              <rect
                key={`${bucket} ${at}`}
                x={(bucket + 0.5) * pitchPx - widthPx / 2}
                // What is there is seen: no part is thinner than a pixel.
                y={Math.min(yOf(to), yOf(from) - 1)}
                width={widthPx}
                height={Math.max(1, yOf(from) - yOf(to))}
                fill={fillOf(`${id}-${at}`, paint)}
                className={paint.colour}
              />
            )
          )
        }),
      )}
    </>
  )
})
