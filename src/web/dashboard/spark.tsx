const [WIDTH_PX, HEIGHT_PX] = [96, 18]

/** A few counts as small bars: when, rather than how many. */
export function Spark({ counts }: { counts: readonly number[] }) {
  const most = Math.max(1, ...counts)
  const pitchPx = WIDTH_PX / Math.max(1, counts.length)
  return (
    <svg width={WIDTH_PX} height={HEIGHT_PX} aria-hidden className="inline-block">
      <line x1={0} x2={WIDTH_PX} y1={HEIGHT_PX - 0.5} y2={HEIGHT_PX - 0.5} className="stroke-border" />
      {counts.map((count, at) => {
        const heightPx = count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT_PX - 1))
        return (
          count > 0 && (
            <rect
              key={at}
              x={at * pitchPx}
              y={HEIGHT_PX - heightPx}
              width={Math.max(1, pitchPx * 0.8)}
              height={heightPx}
              className="fill-error"
            />
          )
        )
      })}
    </svg>
  )
}
