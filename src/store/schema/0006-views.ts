/** What people have saved to look at again: the search of a screen's address under a name. */
export const views: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS views (
    id String, project_id String, name String, list String, query String, created_at DateTime64(3, 'UTC'),
    version UInt64, is_deleted UInt8
  ) ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY (project_id, id)`,
]
