import { notFound, type ViewRecord } from '../../query/query.ts'
import type { ApiDeps } from '../api-deps.ts'
import { VIEWS_MAX, type View, type viewRoutes } from '../contract/view.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function viewHandlers({ control }: ApiDeps): HandlersOf<keyof typeof viewRoutes> {
  const projectOf = projectFinder(control)
  return {
    listViews: async ({ params }) => ({ items: (await control.views.list((await projectOf(params)).id)).map(assembleView) }),
    createView: async ({ params, body }) => assembleView(await control.views.create((await projectOf(params)).id, body, VIEWS_MAX)),
    changeView: async ({ params, body }) => {
      const changed = await control.views.change((await projectOf(params)).id, params.viewId, body)
      if (changed === undefined) throw notFound('view')
      return assembleView(changed)
    },
    deleteView: async ({ params }) => {
      if (!(await control.views.remove((await projectOf(params)).id, params.viewId))) throw notFound('view')
      return undefined
    },
  }
}

function assembleView({ id, name, list, query, createdAtMs }: ViewRecord): View {
  return { id, name, list: list as View['list'], query, createdAt: new Date(createdAtMs).toISOString() }
}
