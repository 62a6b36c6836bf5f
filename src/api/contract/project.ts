import * as z from 'zod/mini'
import { count, isoTime } from './page.ts'
import { route } from './route.ts'

export const projectSchema = z.object({ id: z.string(), name: z.string(), slug: z.string(), createdAt: isoTime })
export type Project = z.infer<typeof projectSchema>
export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The first characters of the key, to tell keys apart. */
  prefix: z.string(),
  createdAt: isoTime,
  lastUsedAt: z.optional(isoTime),
})
export type ApiKey = z.infer<typeof apiKeySchema>

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(100))
const params = z.object({ project: z.string() })

export const ingestSchema = z.object({
  /** The newest requests to a receiving door, newest first; kept in memory only. */
  requests: z.array(
    z.object({
      at: isoTime,
      door: z.enum(['http', 'grpc']),
      path: z.string(),
      status: z.int(),
      isAccepted: z.boolean(),
      reason: z.optional(z.string()),
      /** It brought what belongs to another address. */
      isWrongSignal: z.optional(z.boolean()),
      contentType: z.string(),
      contentEncoding: z.string(),
      bytes: count,
      userAgent: z.string(),
      acceptedCount: count,
      rejectedCount: count,
    }),
  ),
  /** What the stored data of the project shows so far. */
  found: z.object({ spans: z.boolean(), sessions: z.boolean(), messages: z.boolean(), usage: z.boolean() }),
  lastSpanAt: z.optional(isoTime),
})
export type Ingest = z.infer<typeof ingestSchema>

export const projectRoutes = {
  listProjects: route({
    method: 'GET',
    path: '/api/v1/projects',
    summary: 'All projects',
    reply: z.object({ items: z.array(projectSchema) }),
  }),
  createProject: route({
    method: 'POST',
    path: '/api/v1/projects',
    summary: 'Create a project',
    body: z.object({ name }),
    reply: projectSchema,
    status: 201,
  }),
  renameProject: route({
    method: 'PATCH',
    path: '/api/v1/projects/{project}',
    summary: 'Rename a project',
    params,
    body: z.object({ name }),
    reply: projectSchema,
  }),
  deleteProject: route({
    method: 'DELETE',
    path: '/api/v1/projects/{project}',
    summary: 'Delete a project and all its data',
    params,
    status: 204,
  }),
  listApiKeys: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/api-keys',
    summary: 'API keys of a project',
    params,
    reply: z.object({ items: z.array(apiKeySchema) }),
  }),
  createApiKey: route({
    method: 'POST',
    path: '/api/v1/projects/{project}/api-keys',
    summary: 'Create an API key; the secret is in this answer only',
    params,
    body: z.object({ name }),
    reply: z.extend(apiKeySchema, { secret: z.string() }),
    status: 201,
  }),
  deleteApiKey: route({
    method: 'DELETE',
    path: '/api/v1/projects/{project}/api-keys/{id}',
    summary: 'Revoke an API key',
    params: z.object({ project: z.string(), id: z.string() }),
    status: 204,
  }),
  getIngest: route({
    method: 'GET',
    path: '/api/v1/projects/{project}/ingest',
    summary: 'What arrived lately, for the getting-started checklist',
    params,
    reply: ingestSchema,
  }),
}
