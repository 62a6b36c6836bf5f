/** Name, duration and lane: one grid for the head, the rows and the lines behind them. */
export const SPAN_COLUMNS = 'grid grid-cols-[minmax(9rem,var(--span-name,22rem))_4.75rem_minmax(6rem,1fr)]'
