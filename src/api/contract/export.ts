import * as z from 'zod/mini'
import { listQueryFields } from './page.ts'
import { route } from './route.ts'

/** Rows of one export. */
export const EXPORT_ROWS_MAX = 1_000_000

const { from, to, q } = listQueryFields

export const exportRoutes = {
  exportRows: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/export',
    summary: 'Every row of a list that its filter lets through, as one file',
    params: z.object({ project: z.string() }),
    query: z.object({
      of: z.enum(['sessions', 'traces']),
      format: z.enum(['jsonl', 'csv']),
      from,
      to,
      q,
      /** As the list sorts; absent: as it does by default. */
      sort: z.optional(z.string()),
      /** Fields of the list's rows, separated by commas, in the order wanted; absent: all. */
      columns: z.optional(z.string().check(z.maxLength(2000))),
      sessionId: z.optional(z.string()),
      status: z.optional(z.string()),
      userId: z.optional(z.string()),
      hasSession: z.optional(z.enum(['true', 'false'])),
    }),
    reply: z.string(),
    isFile: true,
  }),
}
