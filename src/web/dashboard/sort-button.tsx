import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'

type SortButtonProps = {
  column: { readonly key: string; readonly label: string; readonly tip?: string }
  sort: string
  defaultSort: string
  onSort: (sort: string) => void
}

/** The head of a column that sorts by it: down first, but names up. */
export function SortButton({ column: { key, label, tip }, sort, defaultSort, onSort }: SortButtonProps) {
  const isName = key === 'name'
  const [first, second] = isName ? [key, `-${key}`] : [`-${key}`, key]
  const order = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none'
  const Arrow = order === 'ascending' ? ArrowUp : ArrowDown
  return (
    <th scope="col" aria-sort={order} className="p-0 font-medium whitespace-nowrap">
      <button
        type="button"
        data-tip={tip}
        onClick={() => onSort(sort === first ? second : sort === second && first !== defaultSort ? defaultSort : first)}
        className={clsx(
          'flex min-h-7 w-full items-center gap-1 px-2 hover:text-ink focus-visible:outline-offset-[-2px]',
          isName ? 'justify-start ps-3' : 'justify-end',
          order !== 'none' && 'text-ink',
        )}
      >
        {label}
        {order !== 'none' && <Arrow size={12} aria-hidden />}
      </button>
    </th>
  )
}
