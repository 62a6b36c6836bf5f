import type { ApiDeps } from '../api-deps.ts'
import type { searchRoutes } from '../contract/search.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function searchHandlers({ desk, control }: ApiDeps): HandlersOf<keyof typeof searchRoutes> {
  const projectOf = projectFinder(control)
  return {
    search: async ({ params, query, signal }) => desk.search((await projectOf(params)).id, query, signal),
  }
}
