import * as z from 'zod/mini'
import { count } from './page.ts'

/** What is too long to be sent along: only its beginning is there. */
export const cutSchema = z.object({
  /** JSON Pointer of the whole in the detail of its span, for `getSpanValue`. */
  pointer: z.string(),
  /** Length of the whole as text. */
  chars: count,
  /** The whole is an object or array; what stands in its place is the beginning of it as JSON text. */
  isJson: z.optional(z.boolean()),
})
export type Cut = z.infer<typeof cutSchema>

/** `name` as a step below `pointer`. */
export function pointInto(pointer: string, name: string | number): string {
  return `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

export function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}
