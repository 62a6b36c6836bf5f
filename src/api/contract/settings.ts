import * as z from 'zod/mini'
import { projectSettingsSchema } from '../../model/project-settings.ts'
import { count } from './page.ts'
import { route } from './route.ts'

const params = z.object({ project: z.string() })

const sessionKeysTestSchema = z.object({
  /** What was looked at. */
  spanCount: count,
  traceCount: count,
  keys: z.array(
    z.object({
      key: z.string(),
      /** Spans that carry an id there, on themselves or on their resource, and their traces. */
      spanCount: count,
      traceCount: count,
      /** Of these traces, those that are in no session now. */
      newlyGroupedTraceCount: count,
      samples: z.array(z.string()),
    }),
  ),
  /** Traces that the whole list, best first, would take out of the session they are in now; of many the newest. */
  movedTraceCount: count,
  moves: z.array(z.object({ traceId: z.string(), from: z.string(), to: z.string() })),
})
export type SessionKeysTest = z.infer<typeof sessionKeysTestSchema>

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
  testSessionKeys: route({
    method: 'POST',
    path: '/api/v1/projects/{project}/session-keys/test',
    summary: 'What attributes would do as session ids: tried on the newest 2,000 spans of the last 7 days, nothing is changed',
    params,
    body: z.object({ keys: projectSettingsSchema.shape.sessionKeys }),
    reply: sessionKeysTestSchema,
  }),
}
