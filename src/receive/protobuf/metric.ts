import type { Cursor } from './cursor.ts'

/** Metric: gauge=5, sum=7, histogram=9, exponential_histogram=10, summary=11; each holds data_points=1. */
const DATA_TAGS: ReadonlySet<number> = new Set([42, 58, 74, 82, 90])
const POINT_TAG = 10

/** How many data points the metric that ends at `end` holds. */
export function countMetricPoints(cursor: Cursor, end: number): number {
  let count = 0
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (DATA_TAGS.has(tag)) count += countPoints(cursor, cursor.end())
    else cursor.skip(tag)
  }
  cursor.finish(end)
  return count
}

function countPoints(cursor: Cursor, end: number): number {
  let count = 0
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (tag === POINT_TAG) count++
    cursor.skip(tag)
  }
  cursor.finish(end)
  return count
}
