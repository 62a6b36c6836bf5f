import { createApiKeys, type ApiKeys } from './api-keys.ts'
import type { Connection } from './connect.ts'
import { createProjects, type Projects } from './projects.ts'

/** What people set up, as opposed to what senders send: projects and their API keys. */
export type Control = { readonly projects: Projects; readonly apiKeys: ApiKeys }

export function createControl(connection: Connection): Control {
  return { projects: createProjects(connection), apiKeys: createApiKeys(connection) }
}
