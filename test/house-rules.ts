/** Who may import whom: every room with the rooms it may enter. `base` and `model` are open to all that list them. */
export const ROOMS: Record<string, readonly string[]> = {
  base: [],
  model: ['base'],
  filter: ['base', 'model'],
  config: ['base', 'model'],
  gate: ['base', 'model'],
  receive: ['base', 'model'],
  normalize: ['base', 'model'],
  rollup: ['base', 'model'],
  engine: ['base'],
  store: ['base', 'model'],
  ingest: ['base', 'model', 'normalize', 'rollup', 'store'],
  query: ['base', 'model', 'filter', 'normalize', 'rollup', 'store', 'api/contract'],
  api: ['base', 'model', 'query', 'gate'],
  client: ['base', 'api/contract'],
  render: ['base', 'model', 'api/contract'],
  web: ['model', 'filter', 'client', 'api/contract', 'render', 'base/format'],
  cli: ['base', 'model', 'filter', 'config', 'client', 'api/contract', 'render'],
}

/** Files that see every room: they build them. */
export const BUILDERS = ['src/main.ts', 'src/cli/serve.ts', 'src/cli/engine.ts', 'src/cli/doctor.ts', 'src/cli/metrics.ts']

/** Which rooms may import a package; a package not listed is free for none but tests. */
export const PACKAGE_HOMES: readonly (readonly [pattern: RegExp, rooms: readonly string[]])[] = [
  [/^node:/, ['base', 'config', 'gate', 'receive', 'normalize', 'store', 'engine', 'ingest', 'query', 'api', 'cli', 'main']],
  [/^chdb$/, ['engine']],
  [/^@pydantic\/genai-prices$/, ['normalize']],
  [/^@clickhouse\/client$/, ['store']],
  [/^diff$/, ['query', 'web']],
  [/^stopword$/, ['query']],
  [/^@grpc\/grpc-js$/, ['receive']],
  [/^fastify$/, ['receive', 'api', 'gate', 'cli']],
  [/^@fastify\//, ['api', 'gate', 'cli']],
  [/^zod/, ['config', 'model', 'api', 'client']],
  [/^pino$/, ['base']],
  [/^prom-client$/, ['api']],
  [/^commander$/, ['cli', 'main']],
  [/^get-east-asian-width$/, ['render']],
  [/^(react|react-dom|@tanstack|radix-ui|@radix-ui|lucide-react|clsx|remark-gfm|react-markdown)/, ['web']],
]

export const BANNED_NAMES = /(^|[-.])(utils?|helpers?|common|misc|shared|manager|service|processor)([-.]|$)/
export const MAX_LINES = 400
