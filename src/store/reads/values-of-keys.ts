import type { AnyValue } from '../../model/any-value.ts'
import type { Connection } from '../connect.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'
import { readResource } from '../span-parts.ts'
import { readValue, writeValue } from '../value-text.ts'

/** What one span, or else its resource, says under each of the keys asked for, in their order. */
export type KeyValues = { readonly traceId: string; readonly values: readonly AnyValue[] }
/** A key, and whether its values lie with the content. */
export type StoredKey = { readonly key: string; readonly isPayload: boolean }

const HOUR_NANO = 3_600_000_000_000n

/** Of the newest spans since then. Two steps: find from when on they are, then read their attributes and no other's. */
export async function valuesOfKeys(
  connection: Connection,
  projectId: string,
  keys: readonly StoredKey[],
  { sinceUnixNano, limit }: { readonly sinceUnixNano: bigint; readonly limit: number },
): Promise<KeyValues[]> {
  const since = (nano: bigint) =>
    sql`project_id = ${projectId} AND intDiv(start_ns, ${HOUR_NANO}) >= ${nano / HOUR_NANO} AND start_ns >= ${nano}`
  const [oldest] = await connection.rows<{ at: string }>(
    sql`SELECT min(start_ns) AS at FROM (SELECT start_ns FROM spans WHERE ${since(sinceUnixNano)} ORDER BY start_ns DESC LIMIT ${limit})`,
  )
  const from = BigInt(oldest?.at ?? 0)
  if (from === 0n) return []
  const rows = connection.stream<[traceId: string, values: readonly string[], resource: string]>(
    sql`SELECT trace_id, [${joinSql(keys.map(valueOf), ', ')}]::Array(String), resource FROM spans WHERE ${since(from)}
      ORDER BY start_ns DESC, rank DESC LIMIT 1 BY trace_id, span_id LIMIT ${limit}`,
  )
  const spans: KeyValues[] = []
  for await (const [traceId, values, resource] of rows) {
    const { attributes } = readResource(resource)
    spans.push({ traceId, values: values.map((value, at) => readValue(value) ?? attributes.get(keys[at]!.key)) })
  }
  return spans
}

function valueOf({ key, isPayload }: StoredKey): Sql {
  const column = rawSql(isPayload ? 'payload' : 'attributes')
  return sql`if(mapContains(${column}, ${key}), ${column}[${key}], ${writeValue(undefined)})`
}

/** The sessions that each of these traces is in now. */
export async function sessionsOfTraces(
  connection: Connection,
  projectId: string,
  traceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await connection.rows<{ trace_id: string; ids: string[] }>(
    sql`SELECT trace_id, groupUniqArrayIf(session_id, session_id != '') AS ids FROM traces FINAL
      WHERE project_id = ${projectId} AND trace_id IN ${traceIds} GROUP BY trace_id`,
  )
  return new Map(rows.map((row) => [row.trace_id, row.ids]))
}
