import { setTimeout as pause } from 'node:timers/promises'
import type { Renormalization } from '../api/contract/renormalize.ts'
import { AppError, type ErrorKind } from '../base/errors.ts'
import { ApiProblem, createClient } from '../client/client.ts'

export type RenormalizeFlags = { readonly url: string; readonly project: string; readonly token?: string; readonly json?: boolean }

const ASK_EVERY_MS = 500
/** How long the server may be away, as while its engine starts again, before this command gives up. The server goes on either way. */
const PATIENCE_MS = 30_000

/** Asks the server to read its spans again and watches until it is done. Progress goes to stderr, the result to stdout. */
export async function renormalize({ url, project, token = process.env.SOJOURN_AUTH_TOKEN, json = false }: RenormalizeFlags): Promise<void> {
  if (!URL.canParse(url)) throw new AppError('bad_input', 'bad_config', `--url ${url} is not a URL`)
  const client = createClient({ baseUrl: url, ...(token === undefined ? {} : { token }) })
  const params = { project }
  let now = await client.call('startRenormalize', { params }).catch((error: unknown) => explain(error, url))
  const show = createProgress()
  while (now.state === 'running') {
    show(now)
    await pause(ASK_EVERY_MS)
    now = await whenThere(() => client.call('getRenormalize', { params })).catch((error: unknown) => explain(error, url))
  }
  show(now)
  if (json) console.log(JSON.stringify(now))
  if (now.state !== 'done') {
    const why = now.error ?? 'The server was started again and knows of no run.'
    throw new AppError('unavailable', 'renormalize_failed', `Reading the spans again failed: ${why}`, {
      hint: 'What was done so far stays; start it again.',
    })
  }
  if (!json) console.log(`Read ${now.readSpans} spans again; ${now.changedSpans} are read differently now.`)
}

async function whenThere<T>(ask: () => Promise<T>): Promise<T> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; ;) {
    try {
      return await ask()
    } catch (error) {
      const isAway = error instanceof ApiProblem && [0, 429, 502, 503, 504].includes(error.status)
      if (!isAway || Date.now() > giveUpAt) throw error
      await pause(ASK_EVERY_MS)
    }
  }
}

/** On a terminal one line that changes, else a line for each tenth. */
function createProgress(): (now: Renormalization) => void {
  let shown = -1
  return ({ readSpans, totalSpans, changedSpans }) => {
    const percent = totalSpans === 0 ? 100 : Math.min(100, Math.floor((readSpans / totalSpans) * 100))
    const text = `${percent} %: ${readSpans} of ${totalSpans} spans read, ${changedSpans} changed`
    if (process.stderr.isTTY) {
      process.stderr.write(`\r${text}\u001b[K${percent === 100 && shown !== 100 ? '\n' : ''}`)
    } else if (Math.floor(percent / 10) !== Math.floor(shown / 10)) {
      process.stderr.write(`${text}\n`)
    }
    shown = percent
  }
}

const KINDS: Readonly<Record<number, ErrorKind>> = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found', 429: 'overloaded' }

function explain(error: unknown, url: string): never {
  if (!(error instanceof ApiProblem)) throw error
  if (error.status === 0) {
    throw new AppError('unavailable', 'server_unreachable', `Nothing answers at ${url}.`, {
      cause: error,
      hint: 'Start it with `sojourn serve`, or name another one with --url.',
    })
  }
  const hint = error.status === 401 ? 'Pass the token of the server with --token.' : error.hint
  throw new AppError(KINDS[error.status] ?? 'unavailable', error.code, error.detail, hint === undefined ? {} : { hint })
}
