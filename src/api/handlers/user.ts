import type { ApiDeps } from '../api-deps.ts'
import type { userRoutes } from '../contract/user.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function userHandlers({ desk, control }: ApiDeps): HandlersOf<keyof typeof userRoutes> {
  const projectOf = projectFinder(control)
  return {
    listUsers: async ({ params, query }) => desk.listUsers((await projectOf(params)).id, query),
    getUsage: async ({ params, query }) => desk.getUsage((await projectOf(params)).id, query),
    getUser: async ({ params, query }) => desk.getUser((await projectOf(params)).id, params.userId, query),
  }
}
