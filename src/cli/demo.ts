import { setTimeout as pause } from 'node:timers/promises'
import { randomInt } from 'node:crypto'
import { AppError } from '../base/errors.ts'
import { createDice, type Dice } from './demo/dice.ts'
import { storyAt } from './demo/programme.ts'
import { createSender, type Send } from './demo/send.ts'
import { tell, type Telling } from './demo/tell.ts'

export type DemoFlags = { readonly url: string; readonly sessions: string; readonly rate?: string; readonly apiKey?: string }

const SPREAD_MS = 6 * 3600_000
const AT_ONCE = 4

/** Sends scripted conversations through the server's own OTLP door, spread over the last hours, then live ones if a rate is given. */
export async function demo(flags: DemoFlags): Promise<void> {
  const sessions = wholeNumber('--sessions', flags.sessions, 0, 100_000)
  const perMinute = flags.rate === undefined ? undefined : wholeNumber('--rate', flags.rate, 1, 6_000)
  if (!URL.canParse(flags.url)) throw new AppError('bad_input', 'bad_config', `--url ${flags.url} is not a URL`)
  const send = createSender({ url: flags.url, apiKey: flags.apiKey ?? process.env.SOJOURN_API_KEY })
  const dice = createDice(randomInt(2 ** 32))

  const past = pastSessions(sessions, Date.now(), dice).flat()
  await sendAll(send, past)
  const spans = past.reduce((sum, telling) => sum + telling.spanCount, 0)
  console.log(`Sent ${sessions} conversations as ${past.length} traces with ${spans} spans. Look at ${new URL('/', flags.url).href}`)
  if (perMinute === undefined) return
  console.log(`Now sending ${perMinute} new conversations per minute. Stop with Ctrl+C.`)
  await keepSending(send, perMinute, dice)
}

/** Finished conversations, the newest of them ending moments ago. Each is rehearsed once, to know how long it takes. */
export function pastSessions(count: number, nowMs: number, dice: Dice): Telling[][] {
  return Array.from({ length: count }, (_, index) => {
    const seed = dice.between(0, 2 ** 32 - 1)
    const tellFrom = (startMs: number) => {
      const itsDice = createDice(seed)
      return tell(storyAt(index, itsDice), startMs, itsDice)
    }
    const agoMs = 5_000 + Math.floor((index / count) * SPREAD_MS) + dice.between(0, 120_000)
    return tellFrom(nowMs - agoMs - tellFrom(0).at(-1)!.endMs)
  })
}

async function sendAll(send: Send, tellings: readonly Telling[]): Promise<void> {
  const waiting = [...tellings]
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await send(next.body)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

/** Conversations that happen now: every turn is sent when it has ended. The first failure ends the demo. */
async function keepSending(send: Send, perMinute: number, dice: Dice): Promise<never> {
  const failed = new AbortController()
  const live = async (tellings: readonly Telling[]) => {
    for (const { endMs, body } of tellings) {
      await pause(Math.max(0, endMs - Date.now()))
      await send(body)
    }
  }
  for (let index = 0; ; index += 1) {
    live(tell(storyAt(index, dice), Date.now(), dice)).catch((error: unknown) => failed.abort(error))
    await pause(60_000 / perMinute, undefined, { signal: failed.signal }).catch(() => {
      throw failed.signal.reason
    })
  }
}

function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new AppError('bad_input', 'bad_config', `${flag} must be a whole number from ${least} to ${most}`)
}
