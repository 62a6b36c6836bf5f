import { STEPS } from '../api/contract/turn.ts'
import { AppError } from '../base/errors.ts'
import { turnsOf } from '../client/client.ts'
import { renderSession } from '../render/render.ts'
import { formOf, print, type FormFlags } from './print.ts'
import { withServer, type ServerFlags } from './server.ts'

export type SessionFlags = ServerFlags & FormFlags & { readonly project: string; readonly steps: string }

/** Tells one session from its first turn to its last. */
export async function session(id: string, flags: SessionFlags): Promise<void> {
  const { project } = flags
  const steps = STEPS.find((one) => one === flags.steps)
  if (steps === undefined) throw new AppError('bad_input', 'bad_config', `--steps must be one of ${STEPS.join(', ')}`)
  await withServer(flags, async (client) => {
    const detail = await client.call('getSession', { params: { project, sessionId: id } })
    const turns = turnsOf(client, { params: { project, sessionId: detail.id }, query: { steps } })
    await print(renderSession(detail, turns, formOf(flags)))
  })
}
