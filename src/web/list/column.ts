import type { ReactNode } from 'react'

export type Column<Row> = {
  readonly key: string
  readonly label: string
  /** Says what the number means. */
  readonly tip?: string
  /** The column the API sorts by; absent = not sortable. */
  readonly sort?: string
  /** Text sorts upwards first, numbers and times downwards. */
  readonly sortsUpFirst?: boolean
  /** As wide as it comes. */
  readonly widthPx: number
  /** Takes the room that is left. */
  readonly grows?: boolean
  /** Shown only when asked for. */
  readonly isOptional?: boolean
  readonly align?: 'end'
  /** The unit said after the value on a narrow screen, where there is no header; absent = not shown there. */
  readonly narrowUnit?: (row: Row) => string
  readonly cell: (row: Row) => ReactNode
}

/** First click, second click, third click back to the default. */
export function nextSort(current: string, column: Column<never>, defaultSort: string): string {
  const name = column.sort ?? ''
  const first = column.sortsUpFirst ? name : `-${name}`
  const second = column.sortsUpFirst ? `-${name}` : name
  if (current === first) return second
  if (current === second) return first === defaultSort || second === defaultSort ? first : defaultSort
  return first
}

export function ariaSort(current: string, column: Column<never>): 'ascending' | 'descending' | 'none' | undefined {
  if (!column.sort) return undefined
  if (current === column.sort) return 'ascending'
  return current === `-${column.sort}` ? 'descending' : 'none'
}
