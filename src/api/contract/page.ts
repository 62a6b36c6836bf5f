import * as z from 'zod/mini'

export const PAGE_LIMIT_MAX = 200
export const PAGE_LIMIT_DEFAULT = 50

/** ISO 8601 UTC with milliseconds. */
export const isoTime = z.string()
/** Nanoseconds since the Unix epoch as a decimal string. */
export const unixNano = z.string()
export const count = z.int().check(z.minimum(0))

/** What every list takes. `from`/`to`: ISO 8601, epoch milliseconds, or `now`, `now-24h`, `now-7d`; absent = all time. */
export const listQueryFields = {
  from: z.optional(z.string()),
  to: z.optional(z.string()),
  /** Filter text: bare words match ids, aliases, user and message text; `field:value` narrows. */
  q: z.optional(z.string().check(z.maxLength(2000))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(PAGE_LIMIT_MAX)), PAGE_LIMIT_DEFAULT),
  cursor: z.optional(z.string()),
}

export function pageOf<I extends z.ZodMiniType, S extends z.ZodMiniType>(item: I, sums: S) {
  return z.object({
    items: z.array(item),
    /** Absent on the last page. */
    nextCursor: z.optional(z.string()),
    total: count,
    totalIsExact: z.boolean(),
    /** Over the whole filtered set, not the page. */
    sums,
  })
}
