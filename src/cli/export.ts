import type { Args } from '../client/client.ts'
import { cleanText } from '../render/render.ts'
import { print } from './print.ts'
import { withServer, type ServerFlags } from './server.ts'

type ExportQuery = NonNullable<Args<'exportRows'>['query']>

export type ExportFlags = ServerFlags & {
  readonly project: string
  readonly format: string
  readonly query?: string
  readonly status?: string
  readonly user?: string
  readonly from?: string
  readonly to?: string
  readonly sort?: string
  readonly columns?: string
}

/** Every row that matches, as the server makes the file; on a terminal only what can be seen of it. */
export async function exportRows(of: string, flags: ExportFlags): Promise<void> {
  const { project, format, query: q, status, user: userId, from, to, sort, columns } = flags
  const query = { of, format, q, status, userId, from, to, sort, columns } as ExportQuery
  await withServer(flags, (client) => {
    const pieces = client.file('exportRows', { params: { project }, query })
    return print(process.stdout.isTTY ? seen(pieces) : pieces)
  })
}

async function* seen(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const piece of pieces) yield cleanText(decoder.decode(piece, { stream: true }))
  yield cleanText(decoder.decode())
}
