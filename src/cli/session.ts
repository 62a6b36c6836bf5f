import { STEPS, TURN_LIMIT_MAX, type Turn } from '../api/contract/turn.ts'
import { AppError } from '../base/errors.ts'
import { pagesOf, type Client } from '../client/client.ts'
import { renderSession } from '../render/render.ts'
import { formOf, print, type FormFlags } from './print.ts'
import { withServer, type ServerFlags } from './server.ts'

export type SessionFlags = ServerFlags & FormFlags & { readonly project: string; readonly steps: string }
type Steps = (typeof STEPS)[number]

/** Tells one session from its first turn to its last. */
export async function session(id: string, flags: SessionFlags): Promise<void> {
  const { project } = flags
  const steps = STEPS.find((one) => one === flags.steps)
  if (steps === undefined) throw new AppError('bad_input', 'bad_config', `--steps must be one of ${STEPS.join(', ')}`)
  await withServer(flags, async (client) => {
    const detail = await client.call('getSession', { params: { project, sessionId: id } })
    await print(renderSession(detail, turnsOf(client, project, detail.id, steps), formOf(flags)))
  })
}

async function* turnsOf(client: Client, project: string, sessionId: string, steps: Steps): AsyncGenerator<Turn> {
  const args = { params: { project, sessionId }, query: { steps, limit: TURN_LIMIT_MAX } }
  for await (const page of pagesOf(client, 'listTurns', args)) yield* page.items
}
