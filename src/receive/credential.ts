/**
 * The API key a request carries: `Authorization: Bearer <key>`, Basic with the key as password, or `x-api-key`. Undefined when it
 * carries none. An Authorization we do not understand is returned as it is, so that it is refused and not taken for no key at all.
 */
export function credentialOf(authorization: string | undefined, apiKey: string | undefined): string | undefined {
  const [scheme = '', ...rest] = (authorization ?? '').trim().split(/\s+/)
  const parameter = rest.join(' ')
  if (/^bearer$/i.test(scheme)) return parameter || apiKey || undefined
  if (/^basic$/i.test(scheme)) return passwordOf(parameter) || apiKey || undefined
  return authorization?.trim() || apiKey?.trim() || undefined
}

function passwordOf(basic: string): string {
  const pair = Buffer.from(basic, 'base64').toString('utf8') || basic
  return pair.slice(pair.indexOf(':') + 1)
}
