import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../base/errors.ts'
import { createGate } from '../gate/gate.ts'
import { createTeardown } from './teardown.ts'
import { registerWebFiles } from './web-files.ts'

const dir = mkdtempSync(join(tmpdir(), 'sojourn-web-'))
let app: FastifyInstance

beforeAll(async () => {
  mkdirSync(join(dir, 'assets'))
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>page</title>')
  writeFileSync(join(dir, 'favicon.svg'), '<svg/>')
  writeFileSync(join(dir, 'assets', 'main-abc.js'), 'export {}')
  app = Fastify()
  app.setErrorHandler((error, _request, reply) => {
    const kind = error instanceof AppError ? error.kind : 'bug'
    return reply.code({ not_found: 404, unauthenticated: 401 }[kind as string] ?? 500).send({ kind })
  })
  createGate({
    authToken: 'token',
    host: '127.0.0.1',
    allowedHosts: [],
    isLoopback: true,
    defaultProjectId: 'default',
    findApiKey: async () => undefined,
  }).registerGate(app)
  registerWebFiles(app, dir)
  await app.ready()
})
afterAll(async () => {
  await app.close()
  rmSync(dir, { recursive: true, force: true })
})

const open = (url: string, accept = 'text/html') => app.inject({ url, headers: { host: 'localhost', accept } })

describe('the web app', () => {
  it.each(['/', '/login', '/sessions/acme%2Fweb%20%234711', '/p/default/traces?from=now-24h'])('is the page at %s', async (url) => {
    const reply = await open(url)
    expect([reply.statusCode, reply.headers['content-type'], reply.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ])
    expect(reply.headers['content-security-policy']).toContain("script-src 'self'")
  })

  it('keeps hashed files for ever, and only those', async () => {
    expect((await open('/assets/main-abc.js')).headers['cache-control']).toContain('immutable')
    expect((await open('/favicon.svg')).headers['cache-control']).toBe('no-store')
  })

  it.each(['/v1/traces', '/otel/x', '/livez/x'])('is not the answer to a wrong address of a program: %s', async (url) => {
    expect((await open(url)).statusCode).toBe(404)
  })

  it('does not let an unknown API address through without a token', async () => {
    expect((await open('/api/v1/nothing')).statusCode).toBe(401)
  })

  it.each(['/assets/..%2f..%2fetc/passwd', '/assets/none.js', '/..%2fpackage.json'])(
    'has nothing outside of its files: %s',
    async (url) => {
      expect((await open(url, '*/*')).statusCode).toBeGreaterThanOrEqual(400)
    },
  )

  it('says that it is not built', () => {
    expect(() => registerWebFiles(Fastify(), join(dir, 'assets'))).toThrow('not built')
  })
})

describe('the teardown', () => {
  it('closes in reverse, everything, once, and tells the first failure', async () => {
    const closed: string[] = []
    const teardown = createTeardown()
    teardown.add(async () => void closed.push('engine'))
    teardown.add(async () => {
      closed.push('store')
      throw new Error('no')
    })
    teardown.add(async () => void closed.push('doors'))
    await expect(Promise.all([teardown.close(), teardown.close()])).rejects.toThrow('no')
    expect(closed).toEqual(['doors', 'store', 'engine'])
  })
})
