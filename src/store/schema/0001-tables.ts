// Layers: `spans` (everything, raw and light) → `facts` (light columns, in fold order, filled by a view) → `traces`, `sessions`
// (folds written by the server). Times are UInt64 nanoseconds since the epoch, exact for every value a sender can state. Typed
// attribute values are text, see value-text.ts. Statements run in this order and may run again after a crash in between.
// What is understood of a span: the same in `spans` and in `facts`.
const READING = `kind LowCardinality(String), outcome LowCardinality(String), outcome_rule UInt8, is_bare_error UInt8,
    error_type LowCardinality(String), error_message String CODEC(ZSTD(1)),
    session_candidates Array(Tuple(tier UInt8, key String, value String)),
    user_id String, tags Array(LowCardinality(String)), environment LowCardinality(String), service LowCardinality(String),
    request_model LowCardinality(String), response_model LowCardinality(String), provider LowCardinality(String),
    prompt_tokens Nullable(UInt64), completion_tokens Nullable(UInt64), total_tokens Nullable(UInt64),
    cached_prompt_tokens Nullable(UInt64), cache_write_tokens Nullable(UInt64), reasoning_tokens Nullable(UInt64),
    usage_source LowCardinality(String), response_id String, cost_nano_usd Nullable(Int64),
    trace_name LowCardinality(String), tool_name LowCardinality(String),
    interrupt_ids Array(String), checkpoint_ns String, is_resume UInt8, is_pending UInt8,
    input_preview String CODEC(ZSTD(1)), input_rank UInt8, output_preview String CODEC(ZSTD(1)), output_rank UInt8`

export const tables: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS spans (
    project_id LowCardinality(String), trace_id String, span_id String, parent_span_id String,
    name LowCardinality(String), otel_kind Int32, flags UInt32, trace_state String,
    start_ns UInt64 CODEC(Delta, ZSTD(1)), end_ns UInt64 CODEC(Delta, ZSTD(1)),
    -- '' unless start_ns or end_ns had to be corrected: then the two numbers as sent, "start end"
    sent_times String,
    status_code Int32, status_message String CODEC(ZSTD(1)),
    attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    payload Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    events String CODEC(ZSTD(1)), links String CODEC(ZSTD(1)),
    -- droppedAttributes, droppedEvents, droppedLinks
    dropped Array(UInt32),
    resource String CODEC(ZSTD(1)), scope String CODEC(ZSTD(1)),
    ${READING},
    search_text String CODEC(ZSTD(1)),
    received_at DateTime CODEC(Delta, ZSTD(1)), batch_seq UInt64 CODEC(Delta, ZSTD(1)), rank UInt64,
    INDEX bf_trace trace_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX mm_seq batch_seq TYPE minmax GRANULARITY 1,
    INDEX ti_text search_text TYPE text(tokenizer = 'splitByNonAlpha')
  ) ENGINE = ReplacingMergeTree(rank) PARTITION BY toYYYYMM(received_at)
  ORDER BY (project_id, intDiv(start_ns, 3600000000000), trace_id, span_id)
  -- a part of one insert is a single file, not two for each column: each file costs an fsync
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_bytes_for_wide_part = 134217728`,

  `CREATE TABLE IF NOT EXISTS facts (
    project_id LowCardinality(String), trace_id String, span_id String, parent_span_id String, name LowCardinality(String),
    start_ns UInt64 CODEC(Delta, ZSTD(1)), end_ns UInt64 CODEC(Delta, ZSTD(1)),
    ${READING},
    batch_seq UInt64 CODEC(Delta, ZSTD(1)), rank UInt64,
    INDEX bf_trace trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX mm_seq batch_seq TYPE minmax GRANULARITY 1
  ) ENGINE = ReplacingMergeTree(rank) ORDER BY (project_id, trace_id, span_id)
  SETTINGS index_granularity = 1024`,

  `CREATE MATERIALIZED VIEW IF NOT EXISTS facts_mv TO facts AS SELECT
    project_id, trace_id, span_id, parent_span_id, name, start_ns, end_ns, kind, outcome, outcome_rule, is_bare_error,
    error_type, error_message, session_candidates, user_id, tags, environment, service, request_model, response_model,
    provider, prompt_tokens, completion_tokens, total_tokens, cached_prompt_tokens, cache_write_tokens, reasoning_tokens,
    usage_source, response_id, cost_nano_usd, trace_name, tool_name, interrupt_ids, checkpoint_ns, is_resume, is_pending,
    input_preview, input_rank, output_preview, output_rank, batch_seq, rank
  FROM spans`,

  `CREATE TABLE IF NOT EXISTS traces (
    project_id LowCardinality(String), trace_id String, session_id String, aliases Array(String), has_session_conflict UInt8,
    user_id String, name LowCardinality(String), start_ns UInt64 CODEC(Delta, ZSTD(1)), end_ns UInt64 CODEC(Delta, ZSTD(1)),
    span_count UInt32, error_count UInt32, interrupt_count UInt32, outcome LowCardinality(String), is_recovered UInt8,
    is_unfinished UInt8, is_approximate UInt8,
    prompt_tokens Nullable(UInt64), completion_tokens Nullable(UInt64), total_tokens Nullable(UInt64),
    cached_prompt_tokens Nullable(UInt64), reasoning_tokens Nullable(UInt64), cost_nano_usd Nullable(Int64),
    models Array(LowCardinality(String)), tools Array(LowCardinality(String)), tags Array(LowCardinality(String)),
    environment LowCardinality(String), service LowCardinality(String),
    input String CODEC(ZSTD(1)), output String CODEC(ZSTD(1)),
    interrupted_at_ns UInt64, interrupt_namespaces Array(String), checkpoint_namespaces Array(String), is_resume UInt8,
    version UInt64, is_deleted UInt8,
    INDEX bf_session session_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX mm_start start_ns TYPE minmax GRANULARITY 1,
    INDEX mm_end end_ns TYPE minmax GRANULARITY 1
  ) ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY (project_id, trace_id)
  SETTINGS index_granularity = 256`,

  // No text here: list pages read first and last message from `traces` by key.
  `CREATE TABLE IF NOT EXISTS sessions (
    project_id LowCardinality(String), session_id String, aliases Array(String),
    trace_count UInt32, error_count UInt32, error_span_count UInt64, span_count UInt64,
    created_ns UInt64 CODEC(Delta, ZSTD(1)), last_trace_ns UInt64 CODEC(Delta, ZSTD(1)), last_activity_ns UInt64 CODEC(Delta, ZSTD(1)),
    active_ns UInt64, waiting_ns UInt64, waiting_since_ns UInt64, unanswered_trace_ids Array(String), unfinished_until_ns UInt64,
    prompt_tokens Nullable(UInt64), completion_tokens Nullable(UInt64), total_tokens Nullable(UInt64),
    cached_prompt_tokens Nullable(UInt64), reasoning_tokens Nullable(UInt64), cost_nano_usd Nullable(Int64),
    user_id String, users Array(String), models Array(LowCardinality(String)), tools Array(LowCardinality(String)),
    tags Array(LowCardinality(String)), environment LowCardinality(String), is_approximate UInt8,
    first_trace_id String, last_trace_id String, version UInt64, is_deleted UInt8,
    INDEX bf_aliases aliases TYPE bloom_filter(0.01) GRANULARITY 1
  ) ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY (project_id, session_id)
  SETTINGS index_granularity = 512`,

  `CREATE TABLE IF NOT EXISTS logs (
    project_id LowCardinality(String), trace_id String, span_id String, time_ns UInt64 CODEC(Delta, ZSTD(1)),
    observed_ns UInt64, severity_number Int32, severity_text LowCardinality(String), event_name LowCardinality(String),
    body String CODEC(ZSTD(1)), attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)), dropped UInt32, flags UInt32,
    resource String CODEC(ZSTD(1)), scope String CODEC(ZSTD(1)),
    -- a re-sent record is the same record
    content_hash UInt64, received_at DateTime CODEC(Delta, ZSTD(1)), batch_seq UInt64 CODEC(Delta, ZSTD(1))
  ) ENGINE = ReplacingMergeTree(batch_seq) PARTITION BY toYYYYMM(received_at)
  ORDER BY (project_id, trace_id, span_id, time_ns, content_hash)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,

  // Everything up to this batch_seq is rolled up; start-up repair begins here.
  `CREATE TABLE IF NOT EXISTS progress (name String, batch_seq UInt64) ENGINE = ReplacingMergeTree(batch_seq) ORDER BY name`,

  `CREATE TABLE IF NOT EXISTS projects (
    id String, name String, slug String, created_at DateTime64(3, 'UTC'), version UInt64, is_deleted UInt8
  ) ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY id`,

  // Only the SHA-256 of a key is kept; keys carry 256 random bits, so no slow hash is needed.
  `CREATE TABLE IF NOT EXISTS api_keys (
    id String, project_id String, name String, prefix String, hash String, created_at DateTime64(3, 'UTC'),
    last_used_at Nullable(DateTime64(3, 'UTC')), version UInt64, is_deleted UInt8
  ) ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY id`,

  // Deletions asked for and not finished; they are finished at the next start. Whole project when it names no trace.
  `CREATE TABLE IF NOT EXISTS erasures (
    id String, project_id String, trace_ids Array(String), session_ids Array(String), version UInt64, is_deleted UInt8
  ) ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY id`,
]
