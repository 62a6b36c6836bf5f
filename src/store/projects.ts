import { randomBytes } from 'node:crypto'
import { AppError } from '../base/errors.ts'
import { DEFAULT_SETTINGS, readSettings, type ProjectSettings } from '../model/project-settings.ts'
import type { Connection } from './connect.ts'
import { slugOf, uniqueSlug } from './slug.ts'
import { sql } from './sql.ts'
import { createTurns, createVersions, dateTimeText } from './versions.ts'

export type ProjectRecord = {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly createdAtMs: number
  readonly settings: ProjectSettings
}

/** Senders without a credential write here; it always exists. */
export const DEFAULT_PROJECT_ID = 'default'

export type Projects = {
  /** Creates the default project when there is none. */
  ensureDefault(): Promise<ProjectRecord>
  list(): Promise<readonly ProjectRecord[]>
  /** By id, else by slug. */
  find(idOrSlug: string): Promise<ProjectRecord | undefined>
  create(name: string): Promise<ProjectRecord>
  /** The slug stays, so links keep working. */
  rename(projectId: string, name: string): Promise<ProjectRecord>
  changeSettings(projectId: string, change: Partial<ProjectSettings>): Promise<ProjectRecord>
  /** Of any project id; the defaults when there is no such project. */
  settingsOf(projectId: string): Promise<ProjectSettings>
  /** The default project comes back at once. */
  remove(projectId: string): Promise<void>
}

/** Another server sees a change within this time. */
const REMEMBER_MS = 2_000

export function createProjects(connection: Connection): Projects {
  const nextVersion = createVersions()
  // One after the other, so that two projects never get the same slug.
  const inTurn = createTurns()
  let remembered: { until: number; projects: Promise<ProjectRecord[]> } | undefined

  function list(): Promise<ProjectRecord[]> {
    if (remembered !== undefined && remembered.until > Date.now()) return remembered.projects
    const projects = readProjects(connection)
    remembered = { until: Date.now() + REMEMBER_MS, projects }
    projects.catch(() => (remembered = undefined))
    return projects
  }

  async function write({ id, name, slug, createdAtMs, settings }: ProjectRecord, isDeleted = false): Promise<void> {
    const row = {
      id,
      name,
      slug,
      created_at: dateTimeText(createdAtMs),
      settings: JSON.stringify(settings),
      version: nextVersion().toString(),
      is_deleted: Number(isDeleted),
    }
    await connection.insertLines('projects', [`${JSON.stringify(row)}\n`])
    remembered = undefined
  }

  async function add(id: string, name: string): Promise<ProjectRecord> {
    const taken = new Set((await readProjects(connection)).flatMap((project) => [project.id, project.slug]))
    const project = {
      id,
      name: name.toWellFormed(),
      slug: uniqueSlug(slugOf(name), taken),
      createdAtMs: Date.now(),
      settings: DEFAULT_SETTINGS,
    }
    await write(project)
    return project
  }

  async function require(projectId: string): Promise<ProjectRecord> {
    const project = (await readProjects(connection)).find((it) => it.id === projectId)
    if (project === undefined) throw new AppError('not_found', 'project_not_found', 'There is no such project.')
    return project
  }

  async function ensureDefault(): Promise<ProjectRecord> {
    const existing = (await readProjects(connection)).find((project) => project.id === DEFAULT_PROJECT_ID)
    return existing ?? add(DEFAULT_PROJECT_ID, 'Default')
  }

  async function rename(projectId: string, name: string): Promise<ProjectRecord> {
    const renamed = { ...(await require(projectId)), name: name.toWellFormed() }
    await write(renamed)
    return renamed
  }

  async function changeSettings(projectId: string, change: Partial<ProjectSettings>): Promise<ProjectRecord> {
    const project = await require(projectId)
    const changed = { ...project, settings: { ...project.settings, ...change } }
    await write(changed)
    return changed
  }

  async function remove(projectId: string): Promise<void> {
    await write(await require(projectId), true)
    await ensureDefault()
  }

  return {
    ensureDefault: () => inTurn(ensureDefault),
    list,
    find: async (idOrSlug) => {
      const projects = await list()
      return projects.find((it) => it.id === idOrSlug) ?? projects.find((it) => it.slug === idOrSlug)
    },
    create: (name) => inTurn(() => add(randomBytes(8).toString('hex'), name)),
    rename: (projectId, name) => inTurn(() => rename(projectId, name)),
    changeSettings: (projectId, change) => inTurn(() => changeSettings(projectId, change)),
    settingsOf: async (projectId) => (await list()).find((project) => project.id === projectId)?.settings ?? DEFAULT_SETTINGS,
    remove: (projectId) => inTurn(() => remove(projectId)),
  }
}

async function readProjects(connection: Connection): Promise<ProjectRecord[]> {
  const rows = await connection.rows<{ id: string; name: string; slug: string; created_ms: string; settings: string }>(
    sql`SELECT id, name, slug, settings, toUnixTimestamp64Milli(created_at) AS created_ms FROM projects FINAL ORDER BY created_at, id`,
  )
  return rows.map(({ id, name, slug, created_ms, settings }) => ({
    id,
    name,
    slug,
    createdAtMs: Number(created_ms),
    settings: readSettings(settings),
  }))
}
