import { renderSummary } from '../render/render.ts'
import { formOf, print, type FormFlags } from './print.ts'
import { withServer, type ServerFlags } from './server.ts'

export type StatsFlags = ServerFlags &
  FormFlags & {
    readonly project: string
    readonly query?: string
    readonly status?: string
    readonly user?: string
    readonly from?: string
    readonly to?: string
  }

/** Prints the sums of a dashboard, as the API answers them. */
export async function stats(flags: StatsFlags): Promise<void> {
  const { project, query: q, status, user: userId, from, to } = flags
  const query = { q, status, userId, from, to }
  const summary = await withServer(flags, (client) => client.call('getSummary', { params: { project }, query }))
  await print([renderSummary(summary, formOf(flags))])
}
