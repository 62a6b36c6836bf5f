import { Link } from '@tanstack/react-router'
import { formatPlural } from '../format/number.ts'

/** Beside a cost: which models it leaves out, with the way to give them a price. */
export function UnpricedModels({ project, models = [] }: { project: string; models?: readonly string[] | undefined }) {
  if (models.length === 0) return null
  return (
    <Link
      to="/p/$project/settings/{-$section}"
      params={{ project, section: 'prices' }}
      data-tip={`No price is known for ${models.join(', ')}`}
      className="text-12 font-normal text-ink-3 underline decoration-dotted hover:text-accent"
    >
      {formatPlural(models.length, 'model')} without a price
    </Link>
  )
}
