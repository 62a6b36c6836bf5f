/** Begins every session's statements; a statement's own settings come on top and go with it. */
const COMMON: readonly (readonly [string, string])[] = [
  ['output_format_json_quote_64bit_integers', '1'],
  // Parameters are written into the text, so the text may be long.
  ['max_query_size', '134217728'],
]
/** Mode 2 of `readonly` lets statements change settings, but nothing else. */
export const READER = new Map([
  ...COMMON,
  ['max_execution_time', '30'],
  ['max_memory_usage', '2000000000'],
  ['max_result_bytes', '268435456'],
  ['readonly', '2'],
])
export const WRITER = new Map([
  ...COMMON,
  ['async_insert', '0'],
  // One parser is as fast for our batches and leaves the other core to receiving.
  ['input_format_parallel_parsing', '0'],
])
/** A batch is one block, so that it is there as a whole or not at all. */
export const ONE_BLOCK = new Map([
  ['max_insert_block_size', '10000000'],
  ['min_insert_block_size_rows', '10000000'],
  ['min_insert_block_size_bytes', '4000000000'],
])

/** Bounds for caches that would otherwise grow to gigabytes with the data, and for all queries together. */
export const SERVER_CONFIG = `<clickhouse>
  <mark_cache_size>67108864</mark_cache_size>
  <index_mark_cache_size>33554432</index_mark_cache_size>
  <primary_index_cache_size>134217728</primary_index_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <index_uncompressed_cache_size>0</index_uncompressed_cache_size>
  <compiled_expression_cache_size>16777216</compiled_expression_cache_size>
  <text_index_dictionary_block_cache_size>67108864</text_index_dictionary_block_cache_size>
  <text_index_header_cache_size>67108864</text_index_header_cache_size>
  <text_index_postings_cache_size>67108864</text_index_postings_cache_size>
  <max_server_memory_usage_to_ram_ratio>0.6</max_server_memory_usage_to_ram_ratio>
</clickhouse>
`
