import * as z from 'zod/mini'

/** Every error answer: `application/problem+json`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  field: z.optional(z.string()),
  hint: z.optional(z.string()),
  /** Where in the text of `field` it goes wrong, counted in UTF-16 units from 0. */
  position: z.optional(z.int()),
})
export type Problem = z.infer<typeof problemSchema>
