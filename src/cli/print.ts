import { once } from 'node:events'
import type { Form } from '../render/render.ts'

export type FormFlags = { readonly json?: boolean; readonly markdown?: boolean }

/** Text for people: as wide as the terminal and in its colours, or as it is when it goes elsewhere. */
export function formOf({ json, markdown }: FormFlags): Form {
  if (json === true) return { type: 'json' }
  if (markdown === true) return { type: 'markdown' }
  const { stdout } = process
  return stdout.isTTY ? { type: 'text', width: stdout.columns, hasColor: stdout.hasColors() } : { type: 'text' }
}

/** Writes to stdout no faster than it is read. A reader that has seen enough, such as `head`, ends the command quietly. */
export async function print(pieces: AsyncIterable<string | Uint8Array> | Iterable<string>): Promise<void> {
  const { stdout } = process
  stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  for await (const piece of pieces) if (!stdout.write(piece)) await once(stdout, 'drain')
}
