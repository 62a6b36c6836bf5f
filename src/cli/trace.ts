import { renderTrace } from '../render/render.ts'
import { formOf, print, type FormFlags } from './print.ts'
import { withServer, type ServerFlags } from './server.ts'

export type TraceFlags = ServerFlags & FormFlags & { readonly project: string }

/** Shows one trace with its spans as a tree. */
export async function trace(traceId: string, flags: TraceFlags): Promise<void> {
  const params = { project: flags.project, traceId }
  const [row, spans] = await withServer(flags, (client) =>
    Promise.all([client.call('getTrace', { params }), client.call('listSpans', { params })]),
  )
  await print([renderTrace(row, spans.items, formOf(flags))])
}
