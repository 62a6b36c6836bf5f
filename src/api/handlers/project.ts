import { notFound, type ApiKeyRecord, type Control, type ProjectRecord } from '../../query/query.ts'
import { AppError } from '../../base/errors.ts'
import type { ReceivedRequest } from '../../model/span-sink.ts'
import type { ApiDeps } from '../api-deps.ts'
import type { ApiKey, Ingest, Project, projectRoutes } from '../contract/project.ts'
import type { HandlersOf } from './call.ts'

/** The project an address names, by id or slug. */
export function projectFinder(control: Control) {
  return async ({ project }: { readonly project: string }): Promise<ProjectRecord> => {
    const found = await control.projects.find(project)
    if (found === undefined) throw notFound('project')
    return found
  }
}

export function projectHandlers({ control, deletion, desk, journal }: ApiDeps): HandlersOf<keyof typeof projectRoutes> {
  const projectOf = projectFinder(control)
  return {
    listProjects: async () => ({ items: (await control.projects.list()).map(assembleProject) }),
    createProject: async ({ body }) => assembleProject(await control.projects.create(body.name)),
    renameProject: async ({ params, body }) => assembleProject(await control.projects.rename((await projectOf(params)).id, body.name)),
    // Keys first, so that nothing more arrives; the project last, so that a failed deletion can be asked for again.
    deleteProject: async ({ params }) => {
      const { id } = await projectOf(params)
      await control.apiKeys.removeAll(id)
      await control.views.removeAll(id)
      await deletion.deleteProject(id)
      await control.projects.remove(id)
      return undefined
    },
    listApiKeys: async ({ params }) => ({ items: (await control.apiKeys.list((await projectOf(params)).id)).map(assembleApiKey) }),
    createApiKey: async ({ params, body }) => {
      const key = await control.apiKeys.create((await projectOf(params)).id, body.name)
      return { ...assembleApiKey(key), secret: key.secret }
    },
    deleteApiKey: async ({ params }) => {
      const isRemoved = await control.apiKeys.remove((await projectOf(params)).id, params.id)
      if (!isRemoved) throw new AppError('not_found', 'no_such_thing', 'There is no such API key in this project.')
      return undefined
    },
    getIngest: async ({ params }) => {
      const { id } = await projectOf(params)
      return { requests: journal.recent(id).map(assembleReceived), ...(await desk.ingestFindings(id)) }
    },
  }
}

function assembleProject({ id, name, slug, createdAtMs }: ProjectRecord): Project {
  return { id, name, slug, createdAt: isoOf(createdAtMs) }
}

function assembleApiKey({ id, name, prefix, createdAtMs, lastUsedAtMs }: ApiKeyRecord): ApiKey {
  return { id, name, prefix, createdAt: isoOf(createdAtMs), lastUsedAt: lastUsedAtMs === undefined ? undefined : isoOf(lastUsedAtMs) }
}

function assembleReceived({ projectId: _project, at, ...rest }: ReceivedRequest): Ingest['requests'][number] {
  return { at: isoOf(at), ...rest }
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
