import type { FastifyRequest } from 'fastify'

export type KnownHosts = {
  /** The address the server is bound to. */
  readonly host: string
  /** More names it answers to, without port. */
  readonly allowedHosts: readonly string[]
}

const WILDCARDS = new Set(['0.0.0.0', '::'])
const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A page can point its own name at this server's address (DNS rebinding), but never make the browser send another name.
 * A server bound to every address also answers to any literal address, for a literal cannot be re-pointed.
 */
export function isKnownHost(authority: string | undefined, known: KnownHosts): boolean {
  const name = hostNameOf(authority)
  if (name === undefined) return false
  if (isLoopbackName(name) || name === bare(known.host)) return true
  if (WILDCARDS.has(bare(known.host)) && isAddressLiteral(name)) return true
  return known.allowedHosts.some((allowed) => bare(allowed) === name)
}

/** True for a state-changing request that a browser sends on behalf of a page from elsewhere; `null` is elsewhere. */
export function isForeignOrigin(request: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  const { origin, host } = request.headers
  if (origin === undefined || READING.has(request.method)) return false
  if (!URL.canParse(origin) || !/^https?:$/.test(new URL(origin).protocol)) return true
  const { protocol, host: originHost } = new URL(origin)
  const own = `${protocol}//${host ?? ''}`
  return !URL.canParse(own) || new URL(own).host !== originHost
}

export function isLoopbackName(name: string): boolean {
  const bareName = bare(name)
  return bareName === 'localhost' || bareName.endsWith('.localhost') || bareName === '::1' || /^127(\.\d{1,3}){3}$/.test(bareName)
}

function isAddressLiteral(name: string): boolean {
  return name.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(name)
}

function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
}

/** The name without port and brackets. Anything but `name`, `name:port`, `[address]`, `[address]:port` is nobody's name. */
function hostNameOf(authority: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.exec(authority ?? '')
  return match?.[1] === undefined ? undefined : bare(match[1])
}
