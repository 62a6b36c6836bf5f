import { setTimeout as pause } from 'node:timers/promises'
import type { Renormalization } from '../api/contract/renormalize.ts'
import { AppError } from '../base/errors.ts'
import type { Client } from '../client/client.ts'
import { whenThere, withServer, type ServerFlags } from './server.ts'

export type RenormalizeFlags = ServerFlags & { readonly project: string; readonly json?: boolean }

const ASK_EVERY_MS = 500

/** Asks the server to read its spans again and watches until it is done. Progress goes to stderr, the result to stdout. */
export async function renormalize(flags: RenormalizeFlags): Promise<void> {
  const result = await withServer(flags, (client) => watchRun(client, flags.project))
  if (flags.json === true) console.log(JSON.stringify(result))
  if (result.state !== 'done') {
    const why = result.error ?? 'The server was started again and knows of no run.'
    throw new AppError('unavailable', 'renormalize_failed', `Reading the spans again failed: ${why}`, {
      hint: 'What was done so far stays; start it again.',
    })
  }
  if (flags.json !== true) console.log(`Read ${result.readSpans} spans again; ${result.changedSpans} are read differently now.`)
}

async function watchRun(client: Client, project: string): Promise<Renormalization> {
  const params = { project }
  const show = createProgress()
  let now = await client.call('startRenormalize', { params })
  while (now.state === 'running') {
    show(now)
    await pause(ASK_EVERY_MS)
    now = await whenThere(() => client.call('getRenormalize', { params }))
  }
  show(now)
  return now
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
