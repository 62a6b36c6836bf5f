export type Change = { readonly sign: '▲' | '▼' | '='; readonly text: string }

/** How much more or less it is than before, as a share of what it was. From nothing there is no share. */
export function relativeChange(current: number | undefined, previous: number | undefined): Change | undefined {
  if (current === undefined || previous === undefined) return undefined
  if (current === previous) return { sign: '=', text: 'same' }
  if (previous === 0) return { sign: '▲', text: 'from 0' }
  return changeOf(((current - previous) / previous) * 100, '%')
}

/** Of shares themselves: in percentage points. */
export function pointChange(current: number | undefined, previous: number | undefined): Change | undefined {
  if (current === undefined || previous === undefined) return undefined
  return changeOf((current - previous) * 100, 'points')
}

function changeOf(amount: number, unit: string): Change {
  const size = Math.abs(amount)
  if (size < 0.05) return { sign: '=', text: 'same' }
  const number = size < 9.95 ? size.toFixed(1) : size < 999.5 ? Math.round(size).toString() : '> 999'
  return { sign: amount > 0 ? '▲' : '▼', text: `${number} ${unit}` }
}
