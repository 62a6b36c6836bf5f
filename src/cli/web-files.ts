import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../base/errors.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'
/** Paths that belong to programs: there a typing error is a 404 in their own language, never a page. */
const NO_PAGES = /^\/(api|v1|otel|metrics|livez|readyz|assets)(\/|$)/

/**
 * Serves the built web app. Files with a hash in their name never change and are kept for ever; the page itself is asked for each
 * time, so that a new version shows at once. Every other address a browser opens is a place inside the app.
 */
export function registerWebFiles(app: FastifyInstance, dir: string): void {
  if (!existsSync(join(dir, 'index.html'))) {
    throw new AppError('unavailable', 'web_app_missing', 'The web app is not built.', { hint: 'Run `npm run build`.' })
  }
  void app.register(fastifyStatic, {
    root: dir,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => reply.header('cache-control', path.startsWith(join(dir, 'assets')) ? FOR_EVER : 'no-store'),
  })
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' || request.method === 'HEAD'
    const wantsPage = (request.headers.accept ?? '').includes('text/html')
    if (isPage && wantsPage && !NO_PAGES.test(request.url)) return reply.sendFile('index.html')
    throw new AppError('not_found', 'no_such_path', `There is nothing at ${request.method} ${request.url.split('?', 1)[0]}.`)
  })
}
