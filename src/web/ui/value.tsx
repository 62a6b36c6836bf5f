import { describeTime, formatWhen } from '../format/time.ts'
import { formatDuration, formatExactDuration } from '../format/duration.ts'
import { formatCost, formatCount } from '../format/number.ts'
import { useNow } from '../format/now.ts'
import { splitId } from '../format/id.ts'

const ABSENT_TIP = 'Not reported'
const APPROXIMATE_TIP = 'Approximate: some of it is a fallback that may cover more than this'

/** `2h ago`; the tooltip has the exact time. */
export function When({ at }: { at: string }) {
  const now = useNow()
  return (
    <time dateTime={at} data-tip={describeTime(at)}>
      {formatWhen(at, now)}
    </time>
  )
}

export function Duration({ ms }: { ms: number | undefined }) {
  return <span data-tip={ms === undefined ? ABSENT_TIP : formatExactDuration(ms)}>{formatDuration(ms)}</span>
}

const ARRIVING_TIP = 'Still running: more may come'

type CountProps = { value: number | undefined; isApproximate?: boolean; isArriving?: boolean; tip?: string }

/** A count: `—` when not reported, `0` when zero, `≈` when approximate, `≥` when more may come. */
export function Count({ value, isApproximate = false, isArriving = false, tip }: CountProps) {
  if (value === undefined) return <Absent />
  if (isArriving) return <span data-tip={tip ? `${ARRIVING_TIP}\n${tip}` : ARRIVING_TIP}>≥ {formatCount(value)}</span>
  if (isApproximate && value > 0) return <span data-tip={tip ?? APPROXIMATE_TIP}>≈ {formatCount(value)}</span>
  return <span data-tip={tip}>{formatCount(value)}</span>
}

const ESTIMATE_TIPS = {
  listed: 'Estimated: tokens times the price in the list',
  project: "Estimated: tokens times the project's price",
  either: 'Estimated: tokens times a price, where no cost was sent',
} as const
/** Whose price a cost is estimated from. */
export type EstimateBy = keyof typeof ESTIMATE_TIPS

type CostProps = { usd: number | undefined; isApproximate?: boolean; estimateBy?: EstimateBy }

/** `≈` when nobody sent it, or when the tokens are approximate; zero is exact. */
export function Cost({ usd, isApproximate = false, estimateBy }: CostProps) {
  if (usd === undefined) return <Absent tip="No price is known for this" />
  const tips = [...(estimateBy ? [ESTIMATE_TIPS[estimateBy]] : []), ...(isApproximate ? [APPROXIMATE_TIP] : [])]
  const mark = tips.length > 0 && usd > 0 ? '≈ ' : ''
  return <span data-tip={tips.join('\n') || undefined}>{mark + formatCost(usd)}</span>
}

/** The cost of a session or a trace. */
export function CostOf({
  row,
}: {
  row: {
    readonly costUsd?: number | undefined
    readonly isApproximate?: boolean | undefined
    readonly isCostEstimated?: boolean | undefined
  }
}) {
  return <Cost usd={row.costUsd} isApproximate={row.isApproximate} estimateBy={row.isCostEstimated ? 'either' : undefined} />
}

function Absent({ tip = ABSENT_TIP }: { tip?: string }) {
  return (
    <span data-tip={tip} className="text-ink-3">
      —
    </span>
  )
}

/** An id in mono. When there is no room its middle is cut; selecting it still copies all of it. */
export function IdText({ id }: { id: string }) {
  const { head, tail } = splitId(id)
  return (
    <span className="inline-flex max-w-full min-w-0 font-mono text-12" dir="ltr">
      <span className="min-w-0 overflow-hidden text-ellipsis whitespace-pre">{head}</span>
      {tail && <span className="flex-none whitespace-pre">{tail}</span>}
    </span>
  )
}
