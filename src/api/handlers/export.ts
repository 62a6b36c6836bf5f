import type { ApiDeps } from '../api-deps.ts'
import type { exportRoutes } from '../contract/export.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/x-ndjson; charset=utf-8' }

export function exportHandlers({ desk, control }: ApiDeps): HandlersOf<keyof typeof exportRoutes> {
  const projectOf = projectFinder(control)
  return {
    exportRows: async ({ params, query, reply, signal }) => {
      const { id, slug } = await projectOf(params)
      const pieces = await desk.exportRows(id, query, signal)
      const at = new Date().toISOString().slice(0, 16).replace(':', '')
      void reply.headers({
        'content-type': TYPES[query.format],
        'content-disposition': `attachment; filename="${slug}-${query.of}-${at}.${query.format}"`,
        'x-content-type-options': 'nosniff',
      })
      return pieces
    },
  }
}
