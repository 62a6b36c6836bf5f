const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']
const SOUNDS = ['audio/mpeg', 'audio/wav', 'audio/ogg', 'audio/webm', 'audio/flac', 'audio/aac', 'audio/mp4']
const FILMS = ['video/mp4', 'video/webm', 'video/ogg']
/** What SDKs say instead. */
const ALIASES = [
  ['image/jpg', 'image/jpeg'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/x-wav', 'audio/wav'],
  ['audio/wave', 'audio/wav'],
  ['audio/m4a', 'audio/mp4'],
  ['audio/opus', 'audio/ogg'],
] as const
const SHOWN: ReadonlyMap<string, string> = new Map([...[...PICTURES, ...SOUNDS, ...FILMS].map((type) => [type, type] as const), ...ALIASES])
const ONE_YEAR_SECONDS = 31_536_000
/** What no browser runs, wherever it is opened. */
const INERT = { 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff' }

/**
 * How bytes from a span are answered. The sender chose bytes and type, so only types that no browser runs are named, from our own list;
 * all others, SVG and HTML among them, are a download of unknown type. The address is a hash of the bytes: it never changes.
 */
export function blobHeaders(mimeType: string | undefined): Readonly<Record<string, string>> {
  const type = SHOWN.get(mimeType?.split(';', 1)[0]?.trim().toLowerCase() ?? '')
  return {
    'content-type': type ?? 'application/octet-stream',
    'content-disposition': type === undefined ? 'attachment' : 'inline',
    ...INERT,
    'cache-control': `private, max-age=${ONE_YEAR_SECONDS}, immutable`,
  }
}

/** How a value of a span is answered: as a file of plain text or JSON, never as something to show. */
export function valueHeaders(value: unknown, spanId: string): Readonly<Record<string, string>> {
  const [type, ending] = typeof value === 'string' ? ['text/plain', 'txt'] : ['application/json', 'json']
  return {
    'content-type': `${type}; charset=utf-8`,
    'content-disposition': `attachment; filename="span-${spanId.replace(/[^0-9a-f]/gi, '')}.${ending}"`,
    ...INERT,
  }
}
