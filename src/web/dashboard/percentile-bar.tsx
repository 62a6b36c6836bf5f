import type { PercentileRow } from './percentile-columns.tsx'

const [WIDTH_PX, HEIGHT_PX] = [120, 12]

/** Where the durations of one name lie: thick up to p50, thinner up to p95, a line up to p99. */
export function PercentileBar({ row: { p50Ms, p95Ms, p99Ms }, longestMs }: { row: PercentileRow; longestMs: number }) {
  const at = (ms: number) => (longestMs > 0 ? Math.max(1, (ms / longestMs) * WIDTH_PX) : 0)
  const middle = HEIGHT_PX / 2
  return (
    <svg width={WIDTH_PX} height={HEIGHT_PX} aria-hidden className="inline-block">
      <line x1={0} x2={at(p99Ms)} y1={middle} y2={middle} className="stroke-p50 stroke-1" />
      <line x1={at(p99Ms) - 0.5} x2={at(p99Ms) - 0.5} y1={2} y2={HEIGHT_PX - 2} className="stroke-p50 stroke-1" />
      <rect x={0} y={3.5} width={at(p95Ms)} height={5} className="fill-p50" />
      <rect x={0} y={1} width={at(p50Ms)} height={10} className="fill-p95" />
    </svg>
  )
}
