import type { ApiDeps } from '../api-deps.ts'
import type { sessionRoutes } from '../contract/session.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function sessionHandlers({ desk, control, deletion }: ApiDeps): HandlersOf<keyof typeof sessionRoutes> {
  const projectOf = projectFinder(control)
  return {
    listSessions: async ({ params, query }) => desk.listSessions((await projectOf(params)).id, query),
    getSession: async ({ params }) => desk.getSession((await projectOf(params)).id, params.sessionId),
    deleteSession: async ({ params }) => {
      const project = await projectOf(params)
      const session = await desk.getSession(project.id, params.sessionId)
      await deletion.deleteSession(project.id, session.id)
      return undefined
    },
  }
}
