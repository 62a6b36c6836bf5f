import type { FieldRef, Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { ATTRIBUTE_KEYS, attributeTexts } from './attribute-condition.ts'
import type { List } from './count-filters.ts'
import { fieldSql } from './field-values.ts'
import { sessionsWhere } from './session-conditions.ts'
import { spansWhere } from './span-conditions.ts'
import { tracesOfSessionsWhere, tracesWhere } from './trace-conditions.ts'

const HOUR_NANO = 3_600_000_000_000n
/** Spans are read for so many rows of the list, the newest. */
const MOST_ROWS = { sessions: 500, traces: 1_000 }

/** Rows with `id`, which names a row of the list, and an array of `texts`. */
export type TextsOfRows = {
  readonly rows: Sql
  /** Texts that differ by case alone are one. */
  readonly isFolded: boolean
  /** A row of the list comes once. */
  readonly isOncePerRow: boolean
  /** They are all of the list. */
  readonly isAll: boolean
}

/** What only the traces of a session, or the spans of a row, hold. Undefined for what they hold neither. */
export async function innerTexts(connection: Connection, list: List, filter: Filter, ref: FieldRef): Promise<TextsOfRows | undefined> {
  if (list === 'sessions' && ref.field === 'error') return errorsOfSessions(filter)
  if (ref.field !== 'attr' && ref.field !== 'metadata') return undefined
  const most = MOST_ROWS[list]
  const ids = await newestRows(connection, list, filter, most + 1)
  const rows = tracesIn(list, { ...filter, only: ids.slice(0, most) })
  const spans = ref.field === 'attr' ? attributesOf(filter, rows, ref.key) : metadataOf(filter, rows, ref.key)
  return {
    rows: sql`SELECT id, texts FROM (${spans}) AS spans INNER JOIN (${rows}) AS rows USING (trace_id) WHERE part = '' OR has(span_ids, span_id)`,
    isFolded: ref.key !== undefined,
    isOncePerRow: false,
    isAll: ids.length <= most,
  }
}

function errorsOfSessions(filter: Filter): TextsOfRows {
  const texts = fieldSql('traces', 'error', filter)?.texts ?? rawSql('[]')
  const sessions = sql`SELECT session_id FROM sessions FINAL WHERE ${sessionsWhere(filter)}`
  return {
    rows: sql`SELECT session_id AS id, ${texts} AS texts FROM traces FINAL
      WHERE ${tracesOfSessionsWhere(filter, [])} AND session_id IN (${sessions})`,
    isFolded: true,
    isOncePerRow: false,
    isAll: true,
  }
}

async function newestRows(connection: Connection, list: List, filter: Filter, limit: number): Promise<string[]> {
  const rows = await connection.rows<{ id: string }>(
    list === 'sessions'
      ? sql`SELECT session_id AS id FROM sessions FINAL WHERE ${sessionsWhere(filter)} ORDER BY last_trace_ns DESC, id LIMIT ${limit}`
      : sql`SELECT trace_id AS id FROM traces FINAL WHERE ${tracesWhere(filter)} ORDER BY start_ns DESC, id LIMIT ${limit}`,
  )
  return rows.map(({ id }) => id)
}

/** Traces and parts of these rows; `id` names the row. */
function tracesIn(list: List, filter: Filter): Sql {
  const columns = rawSql('trace_id, part, span_ids, start_ns AS trace_start_ns, end_ns AS trace_end_ns')
  if (list === 'traces') return sql`SELECT trace_id AS id, ${columns} FROM traces FINAL WHERE ${tracesWhere(filter)}`
  return sql`SELECT session_id AS id, ${columns} FROM traces FINAL
    WHERE ${tracesOfSessionsWhere(filter, [])} AND session_id IN ${filter.only ?? []}`
}

function metadataOf(filter: Filter, traces: Sql, key: string | undefined): Sql {
  const texts = key === undefined ? rawSql('mapKeys(metadata)') : sql`[metadata[${key}]]`
  return sql`SELECT trace_id, span_id, ${texts} AS texts FROM facts FINAL
    WHERE ${spansWhere(filter, [], 'wholes')} AND trace_id IN (SELECT trace_id FROM (${traces}))`
}

function attributesOf(filter: Filter, traces: Sql, key: string | undefined): Sql {
  const texts = key === undefined ? ATTRIBUTE_KEYS : attributeTexts(key)
  const bound = (which: string) => sql`(SELECT ${rawSql(which)} FROM (${traces}))`
  const newest = sql`SELECT trace_id, span_id, rank FROM facts FINAL
    WHERE ${spansWhere(filter, [], 'wholes')} AND trace_id IN (SELECT trace_id FROM (${traces}))`
  return sql`SELECT trace_id, span_id, ${texts} AS texts FROM spans WHERE project_id = ${filter.projectId}
    AND intDiv(start_ns, ${HOUR_NANO}) >= intDiv(${bound('min(trace_start_ns)')}, ${HOUR_NANO})
    AND intDiv(start_ns, ${HOUR_NANO}) <= intDiv(${bound('max(trace_end_ns)')}, ${HOUR_NANO})
    AND (trace_id, span_id, rank) IN (${newest})`
}
