import { EngineFailure } from './failure.ts'

/** The fields of a multipart form, in which clients send a query whose parameters are too long for a URL; undefined for another body. */
export function readParts(contentType: string | undefined, body: Buffer): ReadonlyMap<string, string> | undefined {
  if (!contentType?.startsWith('multipart/form-data')) return undefined
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1]
  if (boundary === undefined) throw new EngineFailure(36, 'BAD_ARGUMENTS', 'A multipart body needs a boundary.')
  const parts = new Map<string, string>()
  for (const part of body.toString().split(`--${boundary}`).slice(1, -1)) {
    const headEnd = part.indexOf('\r\n\r\n')
    const name = /name="([^"]*)"/.exec(part.slice(0, headEnd))?.[1]
    if (headEnd === -1 || name === undefined) throw new EngineFailure(36, 'BAD_ARGUMENTS', 'A part of the multipart body has no name.')
    parts.set(name, part.slice(headEnd + 4).replace(/\r\n$/, ''))
  }
  return parts
}
