import { fetchRead } from '../../data/queries.ts'
import { TURN_LIMIT_MAX, type Turn, type TurnPage } from '../../../api/contract/turn.ts'

/** One turn somebody looks at. */
export type TurnAsk = {
  readonly traceId: string
  readonly index: number
  readonly signal: AbortSignal
  /** Whether a turn that came before it was asked for is still what it reads like. */
  readonly isCurrent: (turn: Turn) => boolean
}
export type TurnLoader = {
  readonly load: (ask: TurnAsk) => Promise<Turn>
  /** A page is on its way already, before anybody knows which turns it holds; the next to ask wait for it. */
  readonly expect: (page: Promise<TurnPage>) => void
}
type FetchPage = (fromTraceId: string, limit: number, signal: AbortSignal) => Promise<TurnPage>
type Waiting = TurnAsk & { readonly settle: (turn: Turn) => void; readonly fail: (error: unknown) => void }

/** Asked once nothing more was asked for as long as this: what is passed over while scrolling is gone again by then. */
const GATHER_MS = 60
/** Nobody waits longer than this for others. */
const GATHER_MAX_MS = 250

/**
 * Loads turns one by one for those who ask, and asks the server for as few pages as it takes: turns that are asked for in the same
 * moment and follow each other come together. A turn nobody waits for any more is not asked for.
 */
export function createTurnLoader(fetchPage: FetchPage): TurnLoader {
  let waiting: Waiting[] = []
  let firstAtMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let expected: Promise<readonly Turn[]> | undefined
  const flush = async () => {
    const asked = waiting
    waiting = []
    const here = expected ? await expected : []
    expected = undefined
    const isHere = (one: Waiting) => {
      const turn = here.find(({ traceId }) => traceId === one.traceId)
      if (!turn || !one.isCurrent(turn)) return false
      one.settle(turn)
      return true
    }
    for (const run of runsOf(asked.filter((one) => !one.signal.aborted && !isHere(one)))) void loadRun(fetchPage, run)
  }
  return {
    load: (ask) =>
      new Promise((settle, fail) => {
        if (waiting.length === 0) firstAtMs = performance.now()
        clearTimeout(timer)
        timer = setTimeout(() => void flush(), expected ? 0 : Math.min(GATHER_MS, firstAtMs + GATHER_MAX_MS - performance.now()))
        waiting.push({ ...ask, settle, fail })
        ask.signal.addEventListener('abort', () => fail(ask.signal.reason))
      }),
    expect: (page) => {
      expected = page.then(
        ({ items }) => items,
        () => [],
      )
    },
  }
}

/** Asked turns that follow each other, at most a page of them. */
function runsOf(asked: readonly Waiting[]): Waiting[][] {
  const runs: Waiting[][] = []
  for (const one of [...asked].sort((a, b) => a.index - b.index)) {
    const run = runs.at(-1)
    const isNext = run !== undefined && one.index - run.at(-1)!.index <= 1 && one.index - run[0]!.index < TURN_LIMIT_MAX
    if (isNext) run.push(one)
    else runs.push([one])
  }
  return runs
}

async function loadRun(fetchPage: FetchPage, run: readonly Waiting[]): Promise<void> {
  try {
    const first = run[0]!
    const { items } = await fetchPage(first.traceId, run.at(-1)!.index - first.index + 1, signalOfAll(run))
    const turns = new Map(items.map((turn) => [turn.traceId, turn]))
    for (const one of run) if (turns.has(one.traceId)) one.settle(turns.get(one.traceId)!)
    // A page of large turns is cut short.
    const rest = run.filter(({ traceId }) => !turns.has(traceId))
    if (rest.length === run.length) throw new Error('The server did not answer with this turn.')
    for (const left of runsOf(rest)) void loadRun(fetchPage, left)
  } catch (error) {
    for (const one of run) one.fail(error)
  }
}

/** Aborted once nobody waits for any of them. */
function signalOfAll(run: readonly Waiting[]): AbortSignal {
  const all = new AbortController()
  const check = () => run.every(({ signal }) => signal.aborted) && all.abort()
  for (const { signal } of run) signal.addEventListener('abort', check)
  return all.signal
}

const loaders = new Map<string, TurnLoader>()

/** The loader of a session's turns. */
export function turnLoaderOf(project: string, sessionId: string, steps: 'tools' | 'all'): TurnLoader {
  const key = JSON.stringify([project, sessionId, steps])
  const known = loaders.get(key)
  if (known) return known
  const loader = createTurnLoader((turn, limit, signal) =>
    fetchRead('listTurns', { params: { project, sessionId }, query: { turn, limit, steps } }, signal),
  )
  loaders.set(key, loader)
  return loader
}
