import { RUNNING_NANO } from '../../model/status.ts'
import type { Filter } from '../../model/filter.ts'
import { rawSql, sql, type Sql } from '../sql.ts'

/** Of a row of `sessions`: ok, error, waiting or running. */
export function sessionStatusSql(asOfUnixNano: bigint): Sql {
  return sql`multiIf(waiting_since_ns > 0, 'waiting', unfinished_until_ns > ${asOfUnixNano - RUNNING_NANO}, 'running', error_count > 0, 'error', 'ok')`
}

/** How long it has been waiting, NULL unless it is: in nanoseconds, 0 when it began to wait after the moment of the question. */
export function sessionWaitingSql({ asOfUnixNano }: Filter): Sql {
  return waitingFor(rawSql('waiting_since_ns > 0'), rawSql('waiting_since_ns'), asOfUnixNano)
}

/** Of a row of `traces`: ok, error, waiting or running. */
export function traceStatusSql({ projectId, asOfUnixNano }: Filter): Sql {
  return sql`multiIf(${isWaitingSql(projectId)}, 'waiting', is_unfinished = 1 AND end_ns > ${asOfUnixNano - RUNNING_NANO}, 'running',
    error_count > 0, 'error', 'ok')`
}

export function traceWaitingSql({ projectId, asOfUnixNano }: Filter): Sql {
  return waitingFor(isWaitingSql(projectId), rawSql('interrupted_at_ns'), asOfUnixNano)
}

function waitingFor(isWaiting: Sql, since: Sql, asOfUnixNano: bigint): Sql {
  return sql`if(${isWaiting}, toNullable(if(${since} > ${asOfUnixNano}, 0, toUInt64(${asOfUnixNano} - ${since}))), NULL)`
}

/** True for an interrupted trace that no later trace of its session, of a shared one any of its sessions, has answered. */
function isWaitingSql(projectId: string): Sql {
  return sql`(outcome = 'interrupted' AND ((session_id = '' AND part_count = 0) OR (session_id, trace_id) IN (
    SELECT arrayJoin([session_id, '']), arrayJoin(unanswered_trace_ids) FROM sessions FINAL
    WHERE project_id = ${projectId} AND notEmpty(unanswered_trace_ids))))`
}
