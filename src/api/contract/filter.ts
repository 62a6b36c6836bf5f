import * as z from 'zod/mini'
import { count, listQueryFields } from './page.ts'
import { route } from './route.ts'

const { from, to, q } = listQueryFields
const of = z.enum(['sessions', 'traces'])
const project = z.object({ project: z.string() })

/** What a field holds in the rows of a list, its own terms in `q` aside. */
export const facetSchema = z.object({
  /** As a filter writes it: `user`, `attr.region`. */
  field: z.string(),
  /**
   * Most frequent first, then by value: how many rows of the list have it. Of `attr` and `metadata` without a key: their keys.
   * Empty for fields that hold numbers.
   */
  items: z.array(z.object({ value: z.string(), count })),
  /** There are no other values, and every count is of all rows; else of the newest ones, and there may be more values. */
  isComplete: z.boolean(),
  /**
   * Of a field that holds numbers, and absent where no row knows one: counts, milliseconds, US dollars or, for times, epoch milliseconds,
   * as a filter reads a bare number. `count`: rows that know it.
   */
  range: z.optional(z.object({ min: z.number(), max: z.number(), p50: z.number(), count })),
})
export type Facet = z.infer<typeof facetSchema>

export const explanationSchema = z.object({
  /** Rows that meet every term without a fault. */
  total: count,
  /** Some term has a fault and was left out. */
  isPartial: z.boolean(),
  /** In the order of the text: `text` is `q.slice(start, end)`. */
  terms: z.array(
    z.object({
      start: count,
      end: count,
      text: z.string(),
      /** What is wrong with `q.slice(start, end)`, and what would be right. */
      fault: z.optional(z.object({ message: z.string(), hint: z.optional(z.string()), start: count, end: count })),
      /** Rows that meet this term, whatever the others say; absent with a fault. */
      alone: z.optional(count),
      /** Rows that meet all the others. */
      without: count,
    }),
  ),
})
export type FilterExplanation = z.infer<typeof explanationSchema>

export const FACET_LIMIT_MAX = 100

export const filterRoutes = {
  listFacet: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/facets',
    summary: 'What a field holds in the rows of a list, and how often',
    params: project,
    query: z.object({
      of,
      field: z.string().check(z.minLength(1), z.maxLength(300)),
      prefix: z.optional(z.string().check(z.maxLength(300))),
      from,
      to,
      q,
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(FACET_LIMIT_MAX)), 20),
    }),
    reply: facetSchema,
  }),
  explainFilter: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/filters/explain',
    summary: 'What each term of a filter does: rows that meet it alone, and rows there would be without it',
    params: project,
    query: z.object({ of, from, to, q }),
    reply: explanationSchema,
  }),
}
