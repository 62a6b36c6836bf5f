import { createApiKeys, type ApiKeys } from './api-keys.ts'
import type { Connection } from './connect.ts'
import { createProjects, type Projects } from './projects.ts'
import { createViews, type Views } from './views.ts'

/** What people set up, as opposed to what senders send: projects, their API keys and saved views. */
export type Control = { readonly projects: Projects; readonly apiKeys: ApiKeys; readonly views: Views }

export function createControl(connection: Connection): Control {
  return { projects: createProjects(connection), apiKeys: createApiKeys(connection), views: createViews(connection) }
}
