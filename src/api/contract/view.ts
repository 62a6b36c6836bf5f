import * as z from 'zod/mini'
import { isoTime } from './page.ts'
import { route } from './route.ts'

export const VIEW_LISTS = ['sessions', 'traces', 'dashboard'] as const
/** Saved views of one project. */
export const VIEWS_MAX = 200

const viewFields = {
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  list: z.enum(VIEW_LISTS),
  /** Search of the screen's address, without `?`: `q=status%3Aerror&sort=-costUsd`. It holds a time range only when that is pinned. */
  query: z.string().check(z.maxLength(4000)),
}

export const viewSchema = z.object({ id: z.string(), ...viewFields, createdAt: isoTime })
export type View = z.infer<typeof viewSchema>

const project = z.object({ project: z.string() })
const view = z.object({ project: z.string(), viewId: z.string() })

export const viewRoutes = {
  listViews: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/views',
    summary: 'Saved views of a project, by name',
    params: project,
    reply: z.object({ items: z.array(viewSchema) }),
  }),
  createView: route({
    method: 'POST',
    path: '/api/v1/projects/{project}/views',
    summary: 'Save a view under a name that its list does not have yet',
    params: project,
    body: z.object(viewFields),
    reply: viewSchema,
    status: 201,
  }),
  changeView: route({
    method: 'PATCH',
    path: '/api/v1/projects/{project}/views/{viewId}',
    summary: 'Rename a saved view, or let it show something else',
    params: view,
    body: z.object({ name: z.optional(viewFields.name), query: z.optional(viewFields.query) }),
    reply: viewSchema,
  }),
  deleteView: route({
    method: 'DELETE',
    path: '/api/v1/projects/{project}/views/{viewId}',
    summary: 'Delete a saved view',
    params: view,
    status: 204,
  }),
}
