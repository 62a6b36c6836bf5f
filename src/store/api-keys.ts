import { createHash, randomBytes } from 'node:crypto'
import type { Connection } from './connect.ts'
import { sql, type Sql } from './sql.ts'
import { createTurns, createVersions, dateTimeText } from './versions.ts'

export type ApiKeyRecord = {
  readonly id: string
  readonly projectId: string
  readonly name: string
  readonly prefix: string
  readonly createdAtMs: number
  readonly lastUsedAtMs: number | undefined
}

export type ApiKeys = {
  list(projectId: string): Promise<readonly ApiKeyRecord[]>
  /** The secret is in this answer and nowhere else: only its SHA-256 is stored. */
  create(projectId: string, name: string): Promise<ApiKeyRecord & { readonly secret: string }>
  /** False when the project has no such key. */
  remove(projectId: string, keyId: string): Promise<boolean>
  removeAll(projectId: string): Promise<void>
  /** By the lower-case hex SHA-256 of the secret. Notes the use, at most once a minute. */
  findByHash(hash: string): Promise<{ readonly projectId: string } | undefined>
}

const USE_NOTED_EVERY_MS = 60_000
const PREFIX_LENGTH = 10

type StoredKey = ApiKeyRecord & { readonly hash: string; readonly version: bigint }

export function createApiKeys(connection: Connection): ApiKeys {
  const nextVersion = createVersions()
  const inTurn = createTurns()

  async function removeWhere(condition: Sql): Promise<boolean> {
    const keys = await readKeys(connection, condition)
    for (const key of keys) await writeKey(connection, { ...key, version: nextVersion() }, true)
    return keys.length > 0
  }

  return {
    list: async (projectId) => (await readKeys(connection, sql`project_id = ${projectId}`)).map(publicPart),
    create: async (projectId, name) => {
      const secret = `sj_${randomBytes(32).toString('base64url')}`
      const key: StoredKey = {
        id: randomBytes(8).toString('hex'),
        projectId,
        name: name.toWellFormed(),
        prefix: secret.slice(0, PREFIX_LENGTH),
        hash: createHash('sha256').update(secret).digest('hex'),
        createdAtMs: Date.now(),
        lastUsedAtMs: undefined,
        version: nextVersion(),
      }
      await writeKey(connection, key, false)
      return { ...publicPart(key), secret }
    },
    remove: (projectId, keyId) => inTurn(() => removeWhere(sql`project_id = ${projectId} AND id = ${keyId}`)),
    removeAll: (projectId) => inTurn(async () => void (await removeWhere(sql`project_id = ${projectId}`))),
    findByHash: async (hash) => {
      const [key] = await readKeys(connection, sql`hash = ${hash}`)
      if (key === undefined) return undefined
      const now = Date.now()
      if (now - (key.lastUsedAtMs ?? 0) > USE_NOTED_EVERY_MS) {
        // One above the version that was read, so a key deleted meanwhile stays deleted. A lost note costs nothing.
        void writeKey(connection, { ...key, lastUsedAtMs: now, version: key.version + 1n }, false).catch(() => undefined)
      }
      return { projectId: key.projectId }
    },
  }
}

function publicPart({ id, projectId, name, prefix, createdAtMs, lastUsedAtMs }: StoredKey): ApiKeyRecord {
  return { id, projectId, name, prefix, createdAtMs, lastUsedAtMs }
}

type Row = {
  id: string
  project_id: string
  name: string
  prefix: string
  hash: string
  created_ms: string
  used_ms: string | null
  version: string
}

async function readKeys(connection: Connection, condition: Sql): Promise<StoredKey[]> {
  const rows = await connection.rows<Row>(
    sql`SELECT id, project_id, name, prefix, hash, toUnixTimestamp64Milli(created_at) AS created_ms,
      toUnixTimestamp64Milli(last_used_at) AS used_ms, version FROM api_keys FINAL WHERE ${condition} ORDER BY created_at, id`,
  )
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    prefix: row.prefix,
    hash: row.hash,
    createdAtMs: Number(row.created_ms),
    lastUsedAtMs: row.used_ms === null ? undefined : Number(row.used_ms),
    version: BigInt(row.version),
  }))
}

function writeKey(connection: Connection, key: StoredKey, isDeleted: boolean): Promise<void> {
  const row = {
    id: key.id,
    project_id: key.projectId,
    name: key.name,
    prefix: key.prefix,
    hash: key.hash,
    created_at: dateTimeText(key.createdAtMs),
    last_used_at: key.lastUsedAtMs === undefined ? null : dateTimeText(key.lastUsedAtMs),
    version: key.version.toString(),
    is_deleted: Number(isDeleted),
  }
  return connection.insertLines('api_keys', [`${JSON.stringify(row)}\n`])
}
