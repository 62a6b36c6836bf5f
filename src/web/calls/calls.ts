import { contract } from '../../api/contract/contract.ts'
import { addressOf } from '../../client/client.ts'
import type { ReadArgs, ReadOperation } from '../data/queries.ts'
import { shellWord } from './shell-word.ts'

/** Where a call goes, and whether it needs a token there. */
export type CallTarget = { readonly origin: string; readonly isGuarded: boolean }

const DEFAULT_ORIGIN = 'http://127.0.0.1:4318'

/** What this page asks of the API, as a line for the terminal. */
export function curlCall<O extends ReadOperation>(operation: O, args: ReadArgs<O>, { origin, isGuarded }: CallTarget): string {
  const { params, query } = args as { params?: Readonly<Record<string, unknown>>; query?: Readonly<Record<string, unknown>> }
  const address = addressOf(contract[operation].path, params, query)
  const token = isGuarded ? ' -H "Authorization: Bearer $SOJOURN_AUTH_TOKEN"' : ''
  return `curl -sS${token} ${shellWord(origin + address)}`
}

/** The command that shows the same session. */
export function cliCall(project: string, sessionId: string, { origin }: CallTarget): string {
  const url = origin === DEFAULT_ORIGIN ? '' : ` --url ${shellWord(origin)}`
  const named = project === 'default' ? '' : ` --project ${shellWord(project)}`
  return `sojourn session${named}${url} ${sessionId.startsWith('-') ? '-- ' : ''}${shellWord(sessionId)}`
}
