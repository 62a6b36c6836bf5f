import { ArrowUp } from 'lucide-react'
import { formatCount } from '../format/number.ts'
import { useCalmly } from './use-calmly.ts'

/** Lies over the foot of a list, moves nothing, and shows what waits. */
export function NewRows({ count, onShow }: { count: number; onShow: () => void }) {
  const said = useCalmly(count === 0 ? '' : `${formatCount(count)} new above`)
  return (
    <>
      <span role="status" className="sr-only">
        {said}
      </span>
      {count > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="absolute bottom-3 left-1/2 z-20 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-control bg-accent px-3 text-13 font-medium text-on-accent shadow-overlay hover:opacity-90"
        >
          <ArrowUp size={15} aria-hidden />
          {formatCount(count)} new
        </button>
      )}
    </>
  )
}
