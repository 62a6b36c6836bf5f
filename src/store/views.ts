import { randomBytes } from 'node:crypto'
import { AppError } from '../base/errors.ts'
import type { Connection } from './connect.ts'
import { sql } from './sql.ts'
import { createTurns, createVersions, dateTimeText } from './versions.ts'

/** A saved view: `query` is the search of the address of the screen `list`. */
export type ViewRecord = {
  readonly id: string
  readonly projectId: string
  readonly name: string
  readonly list: string
  readonly query: string
  readonly createdAtMs: number
}

export type Views = {
  /** By name. */
  list(projectId: string): Promise<readonly ViewRecord[]>
  /** Names are given once on each list, whatever their case; `most`: in the project. */
  create(projectId: string, view: Pick<ViewRecord, 'name' | 'list' | 'query'>, most: number): Promise<ViewRecord>
  /** Undefined when the project has no such view. */
  change(projectId: string, viewId: string, change: Partial<Pick<ViewRecord, 'name' | 'query'>>): Promise<ViewRecord | undefined>
  /** False when the project has no such view. */
  remove(projectId: string, viewId: string): Promise<boolean>
  removeAll(projectId: string): Promise<void>
}

export function createViews(connection: Connection): Views {
  const nextVersion = createVersions()
  // One after the other, so that no name is given twice.
  const inTurn = createTurns()

  async function write(view: ViewRecord, isDeleted = false): Promise<void> {
    const row = {
      id: view.id,
      project_id: view.projectId,
      name: view.name,
      list: view.list,
      query: view.query,
      created_at: dateTimeText(view.createdAtMs),
      version: nextVersion().toString(),
      is_deleted: Number(isDeleted),
    }
    await connection.insertLines('views', [`${JSON.stringify(row)}\n`])
  }

  async function create(projectId: string, { name, list, query }: Pick<ViewRecord, 'name' | 'list' | 'query'>, most: number) {
    const others = await readViews(connection, projectId)
    if (others.length >= most) {
      throw new AppError('conflict', 'too_many_views', `A project has at most ${most} saved views.`, {
        hint: 'Delete one that nobody needs.',
      })
    }
    const id = randomBytes(8).toString('hex')
    const view = { id, projectId, name: name.toWellFormed(), list, query: query.toWellFormed(), createdAtMs: Date.now() }
    refuseTaken(view, others)
    await write(view)
    return view
  }

  async function change(projectId: string, viewId: string, { name, query }: Partial<Pick<ViewRecord, 'name' | 'query'>>) {
    const all = await readViews(connection, projectId)
    const view = all.find((it) => it.id === viewId)
    if (view === undefined) return undefined
    const changed = { ...view, name: (name ?? view.name).toWellFormed(), query: (query ?? view.query).toWellFormed() }
    refuseTaken(changed, all)
    await write(changed)
    return changed
  }

  async function removeWhere(projectId: string, isMeant: (view: ViewRecord) => boolean): Promise<boolean> {
    const views = (await readViews(connection, projectId)).filter(isMeant)
    for (const view of views) await write(view, true)
    return views.length > 0
  }

  return {
    list: (projectId) => readViews(connection, projectId),
    create: (projectId, view, most) => inTurn(() => create(projectId, view, most)),
    change: (projectId, viewId, to) => inTurn(() => change(projectId, viewId, to)),
    remove: (projectId, viewId) => inTurn(() => removeWhere(projectId, (view) => view.id === viewId)),
    removeAll: (projectId) => inTurn(async () => void (await removeWhere(projectId, () => true))),
  }
}

function refuseTaken(view: ViewRecord, others: readonly ViewRecord[]): void {
  const fold = (name: string) => name.normalize('NFC').toLowerCase()
  const taken = others.find((it) => it.id !== view.id && it.list === view.list && fold(it.name) === fold(view.name))
  if (taken === undefined) return
  throw new AppError('conflict', 'name_taken', `Another view of ${view.list} is called \`${taken.name}\`.`, { field: 'name' })
}

async function readViews(connection: Connection, projectId: string): Promise<ViewRecord[]> {
  const rows = await connection.rows<{ id: string; name: string; list: string; query: string; created_ms: string }>(
    sql`SELECT id, name, list, query, toUnixTimestamp64Milli(created_at) AS created_ms FROM views FINAL
      WHERE project_id = ${projectId} ORDER BY lowerUTF8(name), id`,
  )
  return rows.map(({ created_ms, ...row }) => ({ ...row, projectId, createdAtMs: Number(created_ms) }))
}
