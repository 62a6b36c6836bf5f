import type { IncomingMessage } from 'node:http'

const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i

/** False for what a web page can send: its requests name their origin or the page's site, or a host that only resolves to this machine. */
export function isLocalRequest(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'] ?? 'none'
  return request.headers.origin === undefined && site === 'none' && LOCAL_HOST.test(request.headers.host ?? '')
}
