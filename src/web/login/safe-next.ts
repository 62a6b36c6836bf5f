/** Where to go after signing in: a path of this origin, never another site, never the login page again. */
export function safeNext(next: string | undefined, origin: string): string {
  if (next === undefined || !next.startsWith('/')) return '/'
  try {
    const url = new URL(next, origin)
    if (url.origin !== origin || url.pathname === '/login' || url.pathname.startsWith('//')) return '/'
    return url.pathname + url.search + url.hash
  } catch {
    return '/'
  }
}
