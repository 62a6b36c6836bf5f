/**
 * The bin. In: the words of the command line. Out: an exit code, and what the command prints.
 * Each command is loaded when it is called for. An expected failure is one line on stderr; anything else is a bug and shows its stack.
 */
import { Command } from 'commander'
import { AppError, type ErrorKind } from './base/errors.ts'

// A key named `__proto__` in what senders post must stay a plain key, whichever library touches it.
delete (Object.prototype as { __proto__?: unknown }).__proto__

// The gRPC library writes lines of its own to stderr; what matters comes back to us as errors.
process.env.GRPC_VERBOSITY ??= 'NONE'

const EXIT_CODES: Record<ErrorKind, number> = {
  bad_input: 3,
  unauthenticated: 4,
  forbidden: 4,
  not_found: 5,
  conflict: 5,
  overloaded: 6,
  unavailable: 6,
}

/** What the build put beside this file: `web/` and `engine-child.js`. */
const build = { version: process.env.SOJOURN_VERSION ?? 'from source', dir: import.meta.dirname }

const program = new Command('sojourn')
  .description('Session-first observability for LLM apps and agents: OpenTelemetry in, whole conversations out.')
  .version(build.version)
  .showHelpAfterError()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_CODES.bad_input))

/** A command that asks a running server. */
function asking(name: string): Command {
  return program
    .command(name)
    .option('--project <project>', 'id or slug', 'default')
    .option('--url <url>', 'where the server runs', 'http://127.0.0.1:4318')
    .option('--token <token>', 'token of the server; better set as SOJOURN_AUTH_TOKEN')
}

program
  .command('serve')
  .description('start the server')
  .option('--http-port <port>', 'web app, API and OTLP/HTTP; 0 picks a free one (default: 4318)')
  .option('--grpc-port <port>', 'OTLP/gRPC; 0 picks a free one (default: 4317)')
  .option('--host <address>', 'address to listen on; anything but loopback needs a token (default: 127.0.0.1)')
  .option('--data-dir <dir>', 'where the data lives (default: ./.sojourn)')
  .option('--clickhouse-url <url>', 'use this ClickHouse server, not the embedded engine')
  .option('--auth-token <token>', 'guards web app and API; better set as SOJOURN_AUTH_TOKEN')
  .option('--allowed-hosts <names>', 'more host names to answer to, separated by commas')
  .option('--log-level <level>', 'silent, error, warn, info or debug (default: info)')
  .option('--max-body-bytes <bytes>', 'largest OTLP request, also after decompression (default: 64 MiB)')
  .option('--max-queue-bytes <bytes>', 'how much may wait in memory to be written (default: 256 MiB)')
  .option('--config <file>', 'settings as JSON (default: ./sojourn.config.json if there is one)')
  .addHelpText('after', '\nEvery option is also a variable: --http-port is SOJOURN_HTTP_PORT.')
  .action(async (flags) => (await import('./cli/serve.ts')).serve(flags, build))

program
  .command('engine')
  .description('start the embedded engine alone, over TCP, for --clickhouse-url')
  .option('--port <port>', '0 picks a free one', '8123')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--data-dir <dir>', 'where the data lives', '.sojourn')
  .option('--log-level <level>', 'silent, error, warn, info or debug', 'info')
  .action(async (flags) => (await import('./cli/engine.ts')).engine(flags, build))

program
  .command('demo')
  .description('send realistic sessions to a running server')
  .option('--url <url>', 'where it runs', 'http://127.0.0.1:4318')
  .option('--sessions <count>', 'how many sessions of the last hours to send', '24')
  .option('--rate <perMinute>', 'then keep sending this many sessions per minute until stopped')
  .option('--api-key <key>', 'API key of the project to write to')
  .action(async (flags) => (await import('./cli/demo.ts')).demo(flags))

asking('sessions')
  .description('list sessions, newest first')
  .option('-q, --query <text>', 'words in ids, users and messages')
  .option('--status <statuses>', 'ok, error, waiting, running; several separated by commas')
  .option('--user <id>', 'sessions of this user')
  .option('--from <time>', 'active since: ISO 8601, or now-24h, now-7d (default: all time)')
  .option('--to <time>', 'and before')
  .option('--sort <column>', 'for example -costUsd, the most expensive first (default: -lastTraceAt)')
  .option('--limit <count>', 'how many to list', '50')
  .option('--json', 'the answer of the API, as JSON')
  .action(async (flags) => (await import('./cli/sessions.ts')).sessions(flags))

asking('stats')
  .description('print sessions, traces, errors, tokens, cost and latency, and with --from those of the time before')
  .option('-q, --query <text>', 'filter, as the lists take it')
  .option('--status <statuses>', 'ok, error, waiting, running; several separated by commas')
  .option('--user <id>', 'of this user')
  .option('--from <time>', 'active since: ISO 8601, or now-24h, now-7d (default: all time)')
  .option('--to <time>', 'and before')
  .option('--markdown', 'as Markdown')
  .option('--json', 'the answer of the API, as JSON')
  .action(async (flags) => (await import('./cli/stats.ts')).stats(flags))

asking('export')
  .description('write every session or trace that matches to stdout, as CSV or JSON lines')
  .argument('<list>', 'sessions or traces')
  .option('--format <format>', 'csv or jsonl', 'jsonl')
  .option('-q, --query <text>', 'filter, as the lists take it')
  .option('--status <statuses>', 'ok, error, waiting, running; several separated by commas')
  .option('--user <id>', 'of this user')
  .option('--from <time>', 'active since: ISO 8601, or now-24h, now-7d (default: all time)')
  .option('--to <time>', 'and before')
  .option('--sort <column>', 'as the list is sorted by default')
  .option('--columns <names>', 'fields in the order wanted, separated by commas (default: all)')
  .action(async (list, flags) => (await import('./cli/export.ts')).exportRows(list, flags))

asking('search')
  .description('find where something was said: in messages, tools, errors and names, the latest turns first')
  .argument('<words...>', 'as in the filter of a list: words, "a phrase", status:error and so on to narrow')
  .option('--from <time>', 'in turns since: ISO 8601, or now-24h, now-7d (default: all time)')
  .option('--to <time>', 'and before')
  .option('--limit <count>', 'how many to print', '20')
  .option('--markdown', 'as Markdown')
  .option('--json', 'the answer of the API, as JSON')
  .action(async (words, flags) => (await import('./cli/search.ts')).search(words, flags))

asking('session')
  .description('tell one session from its first turn to its last')
  .argument('<id>', 'its id, or another id that finds it; after -- when it begins with a dash')
  .option('--steps <which>', 'what ran: none, tools, all', 'tools')
  .option('--markdown', 'as Markdown')
  .option('--json', 'session and turns as the API has them, as JSON')
  .action(async (id, flags) => (await import('./cli/session.ts')).session(id, flags))

asking('trace')
  .description('show one trace and its spans as a tree')
  .argument('<id>', 'its trace id')
  .option('--markdown', 'as Markdown')
  .option('--json', 'trace and spans as the API has them, as JSON')
  .action(async (id, flags) => (await import('./cli/trace.ts')).trace(id, flags))

asking('tail')
  .description('print sessions and traces as they change, or what is said in one session, until stopped with Ctrl+C')
  .argument('[id]', 'of the session to listen to')
  .option('-q, --query <text>', 'only sessions and traces with these words in ids, users and messages')
  .option('--status <statuses>', 'ok, error, waiting, running; several separated by commas')
  .option('--user <id>', 'only of this user')
  .option('--json', 'a line of JSON for every change or message')
  .action(async (id, flags) => (await import('./cli/tail.ts')).tail(id, flags))

asking('renormalize')
  .description('let a running server read its stored spans again, after rules or settings have changed')
  .option('--json', 'print the result as JSON')
  .action(async (flags) => (await import('./cli/renormalize.ts')).renormalize(flags))

program
  .command('doctor')
  .description('check this machine, and say what to do')
  .option('--http-port <port>', 'as for serve')
  .option('--grpc-port <port>', 'as for serve')
  .option('--host <address>', 'as for serve')
  .option('--data-dir <dir>', 'as for serve')
  .option('--clickhouse-url <url>', 'as for serve')
  .option('--config <file>', 'as for serve')
  .action(async (flags) => (await import('./cli/doctor.ts')).doctor(flags, build))

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof AppError)) throw error
  console.error(`sojourn: ${error.message}${error.hint === undefined ? '' : ` ${error.hint}`}`)
  process.exit(EXIT_CODES[error.kind])
})
