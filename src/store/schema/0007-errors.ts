// What goes wrong in a trace, each error where it was thrown.
export const errors: readonly string[] = [
  `ALTER TABLE traces
    ADD COLUMN IF NOT EXISTS errors Array(Tuple(type LowCardinality(String), message String, spans UInt32)) CODEC(ZSTD(1))`,

  // The next repair folds everything again: only a fold can say this of rows that are there.
  `DELETE FROM progress WHERE name = 'rollup' OR startsWith(name, 'rollup:')`,
]
