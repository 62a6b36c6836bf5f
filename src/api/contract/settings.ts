import * as z from 'zod/mini'
import { projectSettingsSchema } from '../../model/project-settings.ts'
import { route } from './route.ts'

const params = z.object({ project: z.string() })

export const settingsRoutes = {
  getSettings: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/settings',
    summary: 'How the spans of a project are read',
    params,
    reply: projectSettingsSchema,
  }),
  updateSettings: route({
    method: 'PATCH',
    path: '/api/v1/projects/{project}/settings',
    summary: 'Change some of it; spans that arrive from then on are read so',
    params,
    body: z.partial(projectSettingsSchema),
    reply: projectSettingsSchema,
  }),
}
