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
