// Which process wrote a row and when, by the store's clock: how every server learns of what changes. Rows written before read as never.
const WRITTEN = `ADD COLUMN IF NOT EXISTS writer LowCardinality(String),
  ADD COLUMN IF NOT EXISTS written_at DateTime64(3, 'UTC')
    DEFAULT if(writer = '', toDateTime64(0, 3, 'UTC'), now64(3, 'UTC')) CODEC(Delta, ZSTD(1)),
  ADD INDEX IF NOT EXISTS mm_written written_at TYPE minmax GRANULARITY 1`

export const changes: readonly string[] = [
  `ALTER TABLE traces ${WRITTEN}`,
  `ALTER TABLE sessions ${WRITTEN}`,
  `ALTER TABLE erasures ${WRITTEN}`,
]
