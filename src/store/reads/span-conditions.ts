import type { Condition, FieldRef, Filter, Match } from '../../model/filter.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'
import { attributeIs, hasAttribute } from './attribute-condition.ts'
import { conditionsSql, matchesText, type ConditionScope } from './condition.ts'
import { listOfTexts, oneText, type FieldSql, type TextSql } from './field-sql.ts'
import { isInSession } from './session-id-condition.ts'
import { columnContains, spanTextContains } from './text-condition.ts'

/** Which rows of `traces` say what became of a span: those of whole traces, or those of the parts that sessions have of them. */
export type Whose = 'wholes' | 'parts'

const number = (expression: string): FieldSql => ({ number: rawSql(expression) })
const one = (expression: string, how?: TextSql['how']) => oneText(rawSql(expression), how)
const list = (expression: string, how?: TextSql['how']) => listOfTexts(rawSql(expression), how)

const FIELDS: ReadonlyMap<string, FieldSql> = new Map(
  Object.entries({
    id: one('span_id', 'exact'),
    trace: one('trace_id', 'exact'),
    user: one('user_id', 'exact'),
    name: one('name'),
    kind: one('kind', 'exact'),
    prompt: number('prompt_tokens'),
    completion: number('completion_tokens'),
    tokens: number('ifNull(prompt_tokens + completion_tokens, coalesce(total_tokens, prompt_tokens, completion_tokens))'),
    cached: number('cached_prompt_tokens'),
    reasoning: number('reasoning_tokens'),
    // What repeats the usage of its calls is not paid once more.
    cost: number(`if(cost_source = 'sent' OR kind IN ('llm', 'embedding', 'reranker'), cost_nano_usd, NULL)`),
    latency: number('toUInt64(end_ns - start_ns)'),
    duration: number('toUInt64(end_ns - start_ns)'),
    ttft: number('ttft_ns'),
    finish: list('finish_reasons'),
    model: list('[response_model, request_model]'),
    provider: one('provider'),
    tool: one(`if(kind = 'tool', if(tool_name = '', name, tool_name), '')`),
    input: one(`if(input_rank > 0, input_preview, '')`, 'words'),
    output: one(`if(output_rank > 0, output_preview, '')`, 'words'),
    env: one('environment'),
    service: one('service'),
    tag: list('tags'),
    created: number('start_ns'),
  }),
)
const ERROR = list('[error_type, error_message]', 'words')

/** Conditions on rows of `facts FINAL`; what log records only tell of is no span. `part` is a column where `whose` is parts. */
export function spansWhere(filter: Filter, conditions: readonly Condition[], whose: Whose): Sql {
  const { projectId } = filter
  const told = sql`${keyOf(whose)} NOT IN (${settledSpans(projectId, whose, sql`settled.outcome = ''`)})`
  const own = [rawSql(`origin != 'note'`), sql`(origin = 'span' OR ${told})`]
  return joinSql([sql`project_id = ${projectId}`, ...own, ...conditionsSql(conditions, spanScope(filter, whose))], ' AND ')
}

function spanScope(filter: Filter, whose: Whose): ConditionScope {
  const { projectId } = filter
  return {
    fieldSql: ({ field, key }) => (field === 'metadata' ? oneText(sql`metadata[${key ?? ''}]`) : FIELDS.get(field)),
    special(condition) {
      const anyOf = condition.kind === 'has' ? undefined : condition.anyOf
      if (condition.field === 'status') return anyOf === undefined ? rawSql('1') : outcomeIs(projectId, whose, textsOf(anyOf))
      if (condition.field === 'error') return errorIs(projectId, whose, anyOf)
      if (condition.field === 'session') return isOfSession(projectId, whose, anyOf)
      if (condition.field === 'attr') return attributeSql(filter, condition, anyOf)
      return undefined
    },
    saidSql: (text) =>
      sql`(${columnContains('span_id', text)} OR ${columnContains('name', text)} OR ${columnContains('user_id', text)}
        OR (trace_id, span_id, rank) IN (SELECT trace_id, span_id, rank FROM spans WHERE project_id = ${projectId} AND ${spanTextContains(text)}))`,
    insideSql: () => rawSql('0'),
  }
}

function attributeSql({ projectId }: Filter, { key = '' }: FieldRef, anyOf: readonly Match[] | undefined): Sql {
  const holds = anyOf === undefined ? hasAttribute(key) : attributeIs(key, anyOf)
  return sql`(trace_id, span_id, rank) IN (SELECT trace_id, span_id, rank FROM spans WHERE project_id = ${projectId} AND ${holds})`
}

/** The outcome of a span: its own, unless its trace says something else. */
export function outcomeIs(projectId: string, whose: Whose, outcomes: readonly string[]): Sql {
  const settled = (condition: Sql) => sql`${keyOf(whose)} IN (${settledSpans(projectId, whose, condition)})`
  return sql`if(${settled(rawSql('1'))}, ${settled(sql`settled.outcome IN ${outcomes}`)}, outcome IN ${outcomes})`
}

function errorIs(projectId: string, whose: Whose, anyOf: readonly Match[] | undefined): Sql {
  const says = anyOf === undefined ? ERROR.any((it) => sql`${it} != ''`) : matchesText(ERROR, anyOf)
  return sql`(${outcomeIs(projectId, whose, ['error'])} AND ${says})`
}

function isOfSession(projectId: string, whose: Whose, anyOf: readonly Match[] | undefined): Sql {
  const named = anyOf === undefined ? rawSql(`session_id != ''`) : isInSession(projectId, anyOf)
  const place = sql`project_id = ${projectId} AND ${named}`
  if (whose === 'parts') return sql`(trace_id, part) IN (SELECT trace_id, part FROM traces FINAL WHERE ${place})`
  return sql`(trace_id IN (SELECT trace_id FROM traces FINAL WHERE ${place} AND part = '')
    OR (trace_id, span_id) IN (SELECT trace_id, arrayJoin(span_ids) FROM traces FINAL WHERE ${place} AND part != ''))`
}

/** Keys of the spans of which their trace says something of its own. `condition`: on `settled`. */
function settledSpans(projectId: string, whose: Whose, condition: Sql): Sql {
  const columns = rawSql(whose === 'parts' ? 'trace_id, part, settled.span_id' : 'trace_id, settled.span_id')
  return sql`SELECT ${columns} FROM traces FINAL ARRAY JOIN settled
    WHERE project_id = ${projectId} AND ${rawSql(whose === 'parts' ? `part != ''` : `part = ''`)} AND ${condition}`
}

function keyOf(whose: Whose): Sql {
  return rawSql(whose === 'parts' ? '(trace_id, part, span_id)' : '(trace_id, span_id)')
}

function textsOf(anyOf: readonly Match[]): string[] {
  return anyOf.flatMap((match) => (match.kind === 'text' ? [match.text] : []))
}
