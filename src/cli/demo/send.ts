import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../base/errors.ts'

const ATTEMPTS = 6

export type Send = (body: string) => Promise<void>

/** Posts OTLP/JSON as an exporter does: what may be retried is retried after the time the server asks for. */
export function createSender(options: { url: string; apiKey: string | undefined; fetch?: typeof fetch }): Send {
  const { url, apiKey, fetch: fetchUrl = fetch } = options
  const target = new URL('/v1/traces', url).href
  const headers = { 'content-type': 'application/json', ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) }

  return async (body) => {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await fetchUrl(target, { method: 'POST', headers, body }).catch((error: unknown) => {
        throw new AppError('unavailable', 'server_unreachable', `Nothing answers at ${url}.`, {
          cause: error,
          hint: 'Start it with `sojourn serve`, or name another one with --url.',
        })
      })
      const text = await reply.text()
      if (reply.ok) return
      const isRetryable = [429, 502, 503, 504].includes(reply.status)
      if (!isRetryable || attempt === ATTEMPTS) throw refusal(url, reply.status, text)
      await pause(Math.min(10, Number(reply.headers.get('retry-after')) || attempt) * 1000)
    }
  }
}

function refusal(url: string, status: number, text: string): AppError {
  if (status === 401) {
    return new AppError('unauthenticated', 'api_key_missing', `${url} asks for an API key.`, {
      hint: 'Create one under Settings and pass it with --api-key.',
    })
  }
  return new AppError('unavailable', 'refused_by_server', `${url} answered ${status}: ${text.slice(0, 200)}`)
}
