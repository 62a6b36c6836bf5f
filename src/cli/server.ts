import { setTimeout as pause } from 'node:timers/promises'
import { AppError, type ErrorKind } from '../base/errors.ts'
import { ApiProblem, createClient, type Client } from '../client/client.ts'
import { cleanText } from '../render/render.ts'

export type ServerFlags = { readonly url: string; readonly token?: string }

/** Does some work with the server at `url`; what it answers instead of a reply becomes an expected failure of the command. */
export async function withServer<T>(
  { url, token = process.env.SOJOURN_AUTH_TOKEN }: ServerFlags,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  if (!URL.canParse(url)) throw new AppError('bad_input', 'bad_config', `--url ${url} is not a URL`)
  try {
    return await work(createClient({ baseUrl: url, ...(token === undefined ? {} : { token }) }))
  } catch (error) {
    throw error instanceof ApiProblem ? explain(error, url) : error
  }
}

const ASK_AGAIN_MS = 500
/** How long the server may be away, as while its engine starts again, before a command gives up. */
const PATIENCE_MS = 30_000

/** Asks until the server is there. */
export async function whenThere<T>(ask: () => Promise<T>): Promise<T> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; ;) {
    try {
      return await ask()
    } catch (error) {
      const isAway = error instanceof ApiProblem && [0, 429, 502, 503, 504].includes(error.status)
      if (!isAway || Date.now() > giveUpAt) throw error
      await pause(ASK_AGAIN_MS)
    }
  }
}

const KINDS: Readonly<Record<number, ErrorKind>> = {
  400: 'bad_input',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'bad_input',
  429: 'overloaded',
}

function explain(problem: ApiProblem, url: string): AppError {
  const { status, code, detail, hint, requestId } = problem
  if (code === 'unreachable') {
    return new AppError('unavailable', 'server_unreachable', `Nothing answers at ${url}.`, {
      cause: problem,
      hint: 'Start it with `sojourn serve`, or name another one with --url.',
    })
  }
  const kind = code === 'broken_off' ? 'unavailable' : status === 0 ? 'bad_input' : (KINDS[status] ?? 'unavailable')
  const advice =
    status === 401 ? 'Pass the token of the server with --token.' : (hint ?? (status >= 500 ? `Request ${requestId}.` : undefined))
  return new AppError(kind, code, cleanText(detail), advice === undefined ? {} : { hint: cleanText(advice) })
}
