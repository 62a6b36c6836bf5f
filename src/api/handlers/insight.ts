import type { ApiDeps } from '../api-deps.ts'
import type { insightRoutes } from '../contract/insight.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function insightHandlers({ desk, control }: ApiDeps): HandlersOf<keyof typeof insightRoutes> {
  const projectOf = projectFinder(control)
  return {
    listSessionErrors: async ({ params }) => desk.listSessionErrors((await projectOf(params)).id, params.sessionId),
    getSessionMetrics: async ({ params }) => desk.getSessionMetrics((await projectOf(params)).id, params.sessionId),
    findInSession: async ({ params, query, signal }) => desk.findInSession((await projectOf(params)).id, params.sessionId, query, signal),
  }
}
