import type { ApiDeps } from '../api-deps.ts'
import type { turnRoutes } from '../contract/turn.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function turnHandlers({ desk, control }: ApiDeps): HandlersOf<keyof typeof turnRoutes> {
  const projectOf = projectFinder(control)
  return {
    listTurns: async ({ params, query, signal }) => desk.listTurns((await projectOf(params)).id, params.sessionId, query, signal),
    getOutline: async ({ params }) => desk.getOutline((await projectOf(params)).id, params.sessionId),
  }
}
