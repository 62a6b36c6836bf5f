// What filters ask of. Of spans: why a model stopped, when its first token came, what metadata the app attached.
const READING = `ADD COLUMN IF NOT EXISTS finish_reasons Array(LowCardinality(String)),
  ADD COLUMN IF NOT EXISTS ttft_ns Nullable(UInt64),
  ADD COLUMN IF NOT EXISTS metadata Map(LowCardinality(String), String) CODEC(ZSTD(1))`

export const filters: readonly string[] = [
  `ALTER TABLE spans ${READING}`,
  `ALTER TABLE facts ${READING}`,
  'DROP VIEW IF EXISTS facts_mv',
  `CREATE MATERIALIZED VIEW IF NOT EXISTS facts_mv TO facts AS SELECT
    project_id, trace_id, span_id, parent_span_id, name, start_ns, end_ns, kind, outcome, outcome_rule, is_bare_error,
    error_type, error_message, session_candidates, user_id, tags, environment, service, request_model, response_model,
    provider, prompt_tokens, completion_tokens, total_tokens, cached_prompt_tokens, cache_write_tokens, reasoning_tokens,
    usage_source, response_id, cost_nano_usd, trace_name, tool_name, interrupt_ids, checkpoint_ns, is_resume, is_pending,
    input_preview, input_rank, output_preview, output_rank, origin, cost_source, asked_call_ids, answered_call_ids, is_human_wait,
    history_key, thread_key, scope_name, marks, finish_reasons, ttft_ns, metadata, batch_seq, rank
  FROM spans`,

  `ALTER TABLE traces ADD COLUMN IF NOT EXISTS kinds Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS requested_models Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS providers Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS finish_reasons Array(LowCardinality(String)),
    -- the longest of its spans
    ADD COLUMN IF NOT EXISTS ttft_ns Nullable(UInt64),
    -- of its error spans
    ADD COLUMN IF NOT EXISTS error_types Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS error_messages Array(String) CODEC(ZSTD(1)),
    -- of a part: its spans
    ADD COLUMN IF NOT EXISTS span_ids Array(String) CODEC(ZSTD(1)),
    -- spans of which the whole trace says something else than they do alone; an empty outcome: it is no span
    ADD COLUMN IF NOT EXISTS settled Array(Tuple(span_id String, outcome LowCardinality(String)))`,
  `ALTER TABLE sessions ADD COLUMN IF NOT EXISTS p50_ns UInt64, ADD COLUMN IF NOT EXISTS p95_ns UInt64,
    ADD COLUMN IF NOT EXISTS requested_models Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS providers Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS services Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS environments Array(LowCardinality(String))`,

  // The next repair folds everything again: only a fold can say these of rows that are there.
  `DELETE FROM progress WHERE name = 'rollup' OR startsWith(name, 'rollup:')`,
]
