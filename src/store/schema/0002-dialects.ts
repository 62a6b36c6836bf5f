// What every dialect says: who sent a span and as what, calls asked and answered, costs and who states them, several sessions in one
// trace, rules of a project.
const READING = `ADD COLUMN IF NOT EXISTS origin LowCardinality(String) DEFAULT 'span',
  ADD COLUMN IF NOT EXISTS cost_source LowCardinality(String) DEFAULT if(isNull(cost_nano_usd), '', 'sent'),
  ADD COLUMN IF NOT EXISTS asked_call_ids Array(String), ADD COLUMN IF NOT EXISTS answered_call_ids Array(String),
  ADD COLUMN IF NOT EXISTS is_human_wait UInt8,
  ADD COLUMN IF NOT EXISTS history_key String, ADD COLUMN IF NOT EXISTS thread_key String,
  ADD COLUMN IF NOT EXISTS scope_name LowCardinality(String), ADD COLUMN IF NOT EXISTS marks Array(LowCardinality(String))`

export const dialects: readonly string[] = [
  `ALTER TABLE spans ${READING}`,
  `ALTER TABLE facts ${READING}`,
  'DROP VIEW IF EXISTS facts_mv',
  `CREATE MATERIALIZED VIEW IF NOT EXISTS facts_mv TO facts AS SELECT
    project_id, trace_id, span_id, parent_span_id, name, start_ns, end_ns, kind, outcome, outcome_rule, is_bare_error,
    error_type, error_message, session_candidates, user_id, tags, environment, service, request_model, response_model,
    provider, prompt_tokens, completion_tokens, total_tokens, cached_prompt_tokens, cache_write_tokens, reasoning_tokens,
    usage_source, response_id, cost_nano_usd, trace_name, tool_name, interrupt_ids, checkpoint_ns, is_resume, is_pending,
    input_preview, input_rank, output_preview, output_rank, origin, cost_source, asked_call_ids, answered_call_ids, is_human_wait,
    history_key, thread_key, scope_name, marks, batch_seq, rank
  FROM spans`,

  // A trace whose parts belong to several sessions has one row for the whole, part '', and one for each session, part = its id.
  `ALTER TABLE traces ADD COLUMN IF NOT EXISTS part String, MODIFY ORDER BY (project_id, trace_id, part)`,
  `ALTER TABLE traces ADD COLUMN IF NOT EXISTS session_origin LowCardinality(String) DEFAULT if(session_id = '', '', 'sent'),
    ADD COLUMN IF NOT EXISTS part_count UInt32,
    ADD COLUMN IF NOT EXISTS rejected_count UInt32,
    ADD COLUMN IF NOT EXISTS interrupt_ids Array(String),
    -- pauses nothing in the trace has answered; interrupts and tool calls answered in it
    ADD COLUMN IF NOT EXISTS open_pauses Array(Tuple(checkpoint_ns String, ids Array(String)))
      DEFAULT arrayMap(ns -> (ns, CAST([], 'Array(String)')), interrupt_namespaces),
    ADD COLUMN IF NOT EXISTS answered_call_ids Array(String),
    -- pauses for a human that ended inside the trace
    ADD COLUMN IF NOT EXISTS waits Array(Tuple(start UInt64, end UInt64)),
    ADD COLUMN IF NOT EXISTS history_key String, ADD COLUMN IF NOT EXISTS thread_key String,
    ADD INDEX IF NOT EXISTS bf_history history_key TYPE bloom_filter(0.01) GRANULARITY 1,
    ADD INDEX IF NOT EXISTS bf_thread thread_key TYPE bloom_filter(0.01) GRANULARITY 1,
    ADD COLUMN IF NOT EXISTS is_cost_estimated UInt8, ADD COLUMN IF NOT EXISTS unpriced_models Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS is_from_logs UInt8`,
  `ALTER TABLE sessions ADD COLUMN IF NOT EXISTS origin LowCardinality(String) DEFAULT 'sent',
    ADD COLUMN IF NOT EXISTS recovered_count UInt32, ADD COLUMN IF NOT EXISTS rejected_count UInt64,
    ADD COLUMN IF NOT EXISTS is_cost_estimated UInt8, ADD COLUMN IF NOT EXISTS unpriced_models Array(LowCardinality(String))`,

  // Deleting one of the sessions that share a trace deletes its spans alone.
  `ALTER TABLE erasures ADD COLUMN IF NOT EXISTS parts Array(Tuple(trace_id String, span_ids Array(String)))`,

  // JSON, see model/project-settings.ts
  `ALTER TABLE projects ADD COLUMN IF NOT EXISTS settings String`,
]
