// What a dashboard adds up.
export const metrics: readonly string[] = [
  // What each model has used; together the totals of the trace.
  `ALTER TABLE traces ADD COLUMN IF NOT EXISTS model_usage Array(Tuple(model LowCardinality(String), calls UInt32,
    prompt Nullable(UInt64), completion Nullable(UInt64), total Nullable(UInt64), cached Nullable(UInt64), reasoning Nullable(UInt64),
    cost Nullable(Int64), is_estimated UInt8))`,

  // The next repair folds everything again: only a fold can say this of rows that are there.
  `DELETE FROM progress WHERE name = 'rollup' OR startsWith(name, 'rollup:')`,
]
