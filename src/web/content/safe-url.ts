const LINK_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])

export type SafeLink = { readonly href: string; readonly host: string }

/** A link that may be followed from untrusted text: absolute, and http, https or mailto. Anything else is only text. */
export function readLink(href: string | undefined): SafeLink | undefined {
  if (href === undefined) return undefined
  try {
    const url = new URL(href)
    if (!LINK_SCHEMES.has(url.protocol)) return undefined
    return { href: url.href, host: url.protocol === 'mailto:' ? url.pathname : url.host }
  } catch {
    return undefined
  }
}

/** Where a medium lives, for people to read; it is never fetched. */
export function hostOf(url: string): string {
  try {
    const { host, protocol } = new URL(url)
    return host === '' ? protocol.replace(':', '') : host
  } catch {
    return 'unknown host'
  }
}

const IMAGE_TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** A data URL for bytes that came with the span, only for raster images; nothing else is ever drawn. */
export function readImageData(mimeType: string | undefined, data: string): string | undefined {
  const type = mimeType?.trim().toLowerCase()
  const bytes = data.replace(/\s+/g, '')
  return type !== undefined && IMAGE_TYPES.has(type) && BASE64.test(bytes) ? `data:${type};base64,${bytes}` : undefined
}
