import type { FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Reachable without signing in. Absent means closed. */
    isOpen?: boolean
  }
}

/** `open`: anyone. `sender`: an OTLP door, which asks `resolveProject` itself. `signed_in`: cookie or bearer token. */
export type Access = 'open' | 'sender' | 'signed_in'

const SENDER_DOORS = /^(\/api\/otel|\/api\/public\/otel|\/otel)?\/v1\/(traces|logs|metrics)$/
const OPEN_ROUTES = new Set(['/livez', '/readyz'])
const CLOSED_TREES = ['/api/', '/metrics']

/**
 * Decided from the pattern of the route that will run, never from the text of the URL, so that no spelling of a path
 * (`%2F`, `//`, case) reaches a closed route by an open name. Without a route only GET is open: that is the web app and its 404s.
 */
export function accessOf(request: Pick<FastifyRequest, 'method' | 'routeOptions' | 'url'>): Access {
  const { url: pattern, config } = request.routeOptions
  if (config?.isOpen === true) return 'open'
  if (pattern !== undefined && SENDER_DOORS.test(pattern)) return 'sender'
  if (pattern !== undefined && OPEN_ROUTES.has(pattern)) return 'open'
  const isClosedTree = CLOSED_TREES.some((tree) => (pattern ?? request.url).startsWith(tree))
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  return isClosedTree || !isReading ? 'signed_in' : 'open'
}
