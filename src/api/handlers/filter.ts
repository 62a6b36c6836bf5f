import type { ApiDeps } from '../api-deps.ts'
import type { filterRoutes } from '../contract/filter.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function filterHandlers({ desk, control }: ApiDeps): HandlersOf<keyof typeof filterRoutes> {
  const projectOf = projectFinder(control)
  return {
    listFacet: async ({ params, query }) => desk.findFacet((await projectOf(params)).id, query),
    explainFilter: async ({ params, query }) => desk.explainFilter((await projectOf(params)).id, query),
  }
}
