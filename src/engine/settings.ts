import { EngineFailure } from './failure.ts'
import { quoteText } from './sql-text.ts'

/** Settings of one statement: names are identifiers, values are text that only ever enters SQL as a literal. */
export type Settings = ReadonlyMap<string, string>

/** Meant for the HTTP door itself, or for clients that want nothing of the engine by them. */
const OF_THE_DOOR = new Set(
  `query database default_format query_id session_id session_timeout session_check close_session user password role quota_key compress
  decompress buffer_size wait_end_of_query enable_http_compression send_progress_in_http_headers
  cancel_http_readonly_queries_on_client_close stacktrace`.split(/\s+/),
)
/** Would lift the limits of a session or last longer than the statement. */
const REFUSED = new Set(['readonly', 'profile', 'allow_ddl'])

/** The settings among the URL's parameters. */
export function readSettings(params: URLSearchParams): Settings {
  const settings = new Map<string, string>()
  for (const [name, value] of params) {
    if (OF_THE_DOOR.has(name) || name.startsWith('param_') || name.startsWith('http_')) continue
    if (!/^[a-z][a-z0-9_]{0,99}$/.test(name) || REFUSED.has(name)) {
      throw new EngineFailure(115, 'UNKNOWN_SETTING', `Setting ${name.slice(0, 100)} is neither a known setting nor allowed here.`)
    }
    settings.set(name, value)
  }
  return settings
}

/** `SET` for these settings. */
export function writeSet(settings: Settings): string {
  return `SET ${[...settings].map(([name, value]) => `${name} = ${quoteText(value)}`).join(', ')}`
}

/** `SET` that takes the same settings back to what the session had. */
export function writeReset(settings: Settings, base: Settings): string {
  const back = (name: string) => {
    const value = base.get(name)
    return `${name} = ${value === undefined ? 'DEFAULT' : quoteText(value)}`
  }
  return `SET ${[...settings.keys()].map(back).join(', ')}`
}
