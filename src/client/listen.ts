import type { LiveEvent } from '../api/contract/live.ts'
import { parseEvents } from './parse-events.ts'

/** `open`: events come. `waiting`: the connection was lost or refused, for the so-manieth time in a row, and is tried again. */
export type ListenState = { readonly is: 'open' } | { readonly is: 'waiting'; readonly failures: number }

export type ListenOptions = {
  readonly signal?: AbortSignal | undefined
  readonly onState?: ((state: ListenState) => void) | undefined
}

/** Opens the stream, or throws what the server answered instead. */
type Connect = (headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<Response>

/** The server says something every 15 seconds. */
const SILENCE_MS = 40_000
const FIRST_PAUSE_MS = 1_000
const MAX_PAUSE_MS = 30_000

/**
 * Events for as long as the signal lets them come. A lost connection is made anew after 1 to 30 seconds, and goes on after the last event
 * that was heard; what the server refuses for good is thrown.
 */
export async function* listen(
  connect: Connect,
  isFinal: (error: unknown) => boolean,
  { signal, onState }: ListenOptions,
): AsyncGenerator<LiveEvent> {
  let lastId: string | undefined
  let failures = 0
  const hear = (event: LiveEvent): LiveEvent => {
    if (failures > 0 || event.event === 'hello') onState?.({ is: 'open' })
    failures = 0
    lastId = event.id ?? lastId
    return event
  }
  while (!signal?.aborted) {
    const guard = createGuard(signal)
    try {
      const response = await connect(lastId === undefined ? {} : { 'last-event-id': lastId }, guard.signal)
      for await (const { event, id, data } of parseEvents(response.body!)) {
        guard.heard()
        yield hear({ event, id, data: JSON.parse(data) } as LiveEvent)
      }
    } catch (error) {
      if (signal?.aborted) return
      if (isFinal(error)) throw error
    } finally {
      guard.end()
    }
    failures += 1
    onState?.({ is: 'waiting', failures })
    await pause(pauseMs(failures), signal)
  }
}

/** Doubles, and half of it is chance: a thousand tabs do not come back in the same moment. */
function pauseMs(failures: number): number {
  const most = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures)
  return Math.max(FIRST_PAUSE_MS, most * (0.5 + Math.random() / 2))
}

/** Ends a connection that is silent for too long, or when the signal comes. */
function createGuard(outer: AbortSignal | undefined) {
  const inner = new AbortController()
  const abort = () => inner.abort()
  outer?.addEventListener('abort', abort)
  let timer = setTimeout(abort, SILENCE_MS)
  return {
    signal: inner.signal,
    heard() {
      clearTimeout(timer)
      timer = setTimeout(abort, SILENCE_MS)
    },
    end() {
      clearTimeout(timer)
      outer?.removeEventListener('abort', abort)
      abort()
    },
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
    function done() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
  })
}
