import type { RawSpan } from '../model/raw-span.ts'
import { HUMAN_WAITS } from './conventions.ts'

/** Whether the whole span is a human deciding. */
export function isHumanWait({ name }: RawSpan): boolean {
  return HUMAN_WAITS.has(name)
}
