import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { AppError } from '../base/errors.ts'
import { createGate, type Gate, type GateOptions } from './gate.ts'
import { sha256Hex } from './secret.ts'

const TOKEN = 'a-long-random-token'
const HOST = { host: '127.0.0.1:4318' }

function gateWith(options: Partial<GateOptions> = {}): Gate {
  return createGate({
    authToken: undefined,
    host: '127.0.0.1',
    allowedHosts: [],
    isLoopback: true,
    defaultProjectId: 'default',
    findApiKey: async (hash) => (hash === sha256Hex('key-of-b') ? { projectId: 'b' } : undefined),
    ...options,
  })
}

/** An app with one route of each sort behind the gate. */
function appBehind(gate: Gate): FastifyInstance {
  const app = Fastify()
  app.setErrorHandler((error, _request, reply) => {
    const kind = error instanceof AppError ? error.kind : 'bug'
    const status = { unauthenticated: 401, forbidden: 403, overloaded: 429 }[kind as string] ?? 500
    return reply.code(status).send({ code: error instanceof AppError ? error.code : 'bug' })
  })
  gate.registerGate(app)
  app.get('/livez', async () => 'alive')
  app.get('/*', async () => 'page')
  app.get('/metrics', async () => 'numbers')
  app.post('/v1/traces', async () => 'kept')
  app.get('/api/v1/instance', { config: { isOpen: true } }, async (request) => ({ isSignedIn: gate.isSignedIn(request) }))
  app.post<{ Body: { token: string } }>('/api/v1/login', { config: { isOpen: true } }, async (request, reply) => {
    return reply.header('set-cookie', gate.signIn(request.body.token, request)).code(204).send()
  })
  app.get('/api/v1/projects/:project/traces', async () => 'rows')
  return app
}

const ask = (app: FastifyInstance, options: InjectOptions) => app.inject({ ...options, headers: { ...HOST, ...options.headers } })
const login = (app: FastifyInstance, token: string, remoteAddress = '127.0.0.1') =>
  ask(app, { method: 'POST', url: '/api/v1/login', payload: { token }, remoteAddress })

describe('the Host header', () => {
  it.each(['127.0.0.1:4318', 'localhost:4318', 'LOCALHOST', '[::1]:4318', 'app.localhost', 'localhost.:1', 'logs.example'])(
    '%s is known',
    (host) => {
      expect(gateWith({ allowedHosts: ['Logs.Example'] }).checkHost(host)).toBe(true)
    },
  )

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    'localhost@evil.example',
    '',
    undefined,
    'a b',
    '[::2]',
  ])('%s is foreign', (host) => {
    expect(gateWith({ allowedHosts: ['logs.example'] }).checkHost(host)).toBe(false)
  })

  it('may be any literal address, but no other name, when the server listens everywhere', () => {
    const gate = gateWith({ host: '0.0.0.0', isLoopback: false, authToken: TOKEN })
    expect([gate.checkHost('10.0.0.1:80'), gate.checkHost('[fd00::1]:80'), gate.checkHost('evil.example')]).toEqual([true, true, false])
  })

  it.each(['/', '/livez', '/api/v1/instance', '/api/v1/nothing', '/metrics'])('answers 421 when it is foreign, on %s', async (url) => {
    const reply = await ask(appBehind(gateWith()), { url, headers: { host: 'evil.example' } })
    expect(reply.statusCode).toBe(421)
    expect(reply.json()).toMatchObject({ code: 'unknown_host' })
  })

  it('answers 421 to a sender by a foreign name', async () => {
    const reply = await ask(appBehind(gateWith()), { method: 'POST', url: '/v1/traces', headers: { host: 'evil.example' } })
    expect(reply.statusCode).toBe(421)
  })
})

describe('the Origin header', () => {
  const post = async (origin: string | undefined, host = HOST.host) =>
    (
      await ask(appBehind(gateWith()), {
        method: 'POST',
        url: '/v1/traces',
        headers: { host, ...(origin === undefined ? {} : { origin }) },
      })
    ).statusCode

  it('may be absent or our own', async () => {
    expect(await post(undefined)).toBe(200)
    expect(await post('http://127.0.0.1:4318')).toBe(200)
    expect(await post('https://localhost', 'localhost')).toBe(200)
    expect(await post('http://localhost', 'localhost:80')).toBe(200)
  })

  it.each(['null', 'http://evil.example', 'http://localhost:4318', 'http://127.0.0.1:5173', 'file://', 'chrome-extension://abc', ''])(
    'is refused when it is %s',
    async (origin) => {
      expect(await post(origin)).toBe(403)
    },
  )

  it('does not matter for reading', async () => {
    const reply = await ask(appBehind(gateWith()), { url: '/livez', headers: { origin: 'null' } })
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('without an auth token', () => {
  it('everything is open', async () => {
    const app = appBehind(gateWith())
    expect((await ask(app, { url: '/api/v1/projects/p/traces' })).statusCode).toBe(200)
    expect((await ask(app, { url: '/api/v1/instance' })).json()).toEqual({ isSignedIn: true })
  })
})

describe('with an auth token', () => {
  const app = () => appBehind(gateWith({ authToken: TOKEN }))

  it.each(['/', '/login', '/livez', '/api/v1/instance', '/assets/main.js'])('%s stays open', async (url) => {
    expect((await ask(app(), { url })).statusCode).toBe(200)
  })

  it.each(['/api/v1/projects/p/traces', '/metrics'])('%s is closed to strangers', async (url) => {
    expect((await ask(app(), { url })).statusCode).toBe(401)
    expect((await ask(app(), { url, headers: { authorization: 'Bearer wrong' } })).statusCode).toBe(401)
    expect((await ask(app(), { url, headers: { cookie: 'sojourn_session=99999999999.forged' } })).statusCode).toBe(401)
  })

  it('lets the bearer of the token in', async () => {
    expect((await ask(app(), { url: '/api/v1/projects/p/traces', headers: { authorization: `Bearer ${TOKEN}` } })).statusCode).toBe(200)
  })

  it('gives a cookie for the token, good for another process with the same token and for no other', async () => {
    const reply = await login(app(), TOKEN)
    const setCookie = String(reply.headers['set-cookie'])
    expect(setCookie).toContain('HttpOnly; SameSite=Strict')
    const cookie = `other=1; ${setCookie.split(';')[0]}`
    const statusIn = async (other: FastifyInstance) =>
      (await ask(other, { url: '/api/v1/projects/p/traces', headers: { cookie } })).statusCode
    expect(await statusIn(app())).toBe(200)
    expect(await statusIn(appBehind(gateWith({ authToken: 'another-token' })))).toBe(401)
  })

  it('marks the cookie Secure behind TLS', async () => {
    const reply = await ask(app(), {
      method: 'POST',
      url: '/api/v1/login',
      payload: { token: TOKEN },
      headers: { 'x-forwarded-proto': 'https' },
    })
    expect(String(reply.headers['set-cookie'])).toContain('; Secure')
  })

  it('stops guessing after ten failures of one address, and of that one only', async () => {
    const guarded = app()
    for (let attempt = 0; attempt < 10; attempt += 1) expect((await login(guarded, 'guess', '10.0.0.9')).statusCode).toBe(401)
    expect((await login(guarded, TOKEN, '10.0.0.9')).statusCode).toBe(429)
    expect((await login(guarded, TOKEN, '10.0.0.8')).statusCode).toBe(204)
  })
})

describe('the project of a sender', () => {
  const wrong = { kind: 'unauthenticated' }

  it('is the default one without a key on loopback', async () => {
    expect(await gateWith().resolveProject(undefined)).toBe('default')
  })

  it('needs a key when the server is guarded or open to others', async () => {
    await expect(gateWith({ authToken: TOKEN }).resolveProject(undefined)).rejects.toMatchObject(wrong)
    await expect(gateWith({ authToken: TOKEN, isLoopback: false }).resolveProject(undefined)).rejects.toMatchObject(wrong)
  })

  it('is the project of the key', async () => {
    expect(await gateWith().resolveProject('key-of-b')).toBe('b')
  })

  it('is nobody for a wrong key, even where none is needed', async () => {
    await expect(gateWith().resolveProject('nonsense')).rejects.toMatchObject(wrong)
    await expect(gateWith().resolveProject('')).rejects.toMatchObject(wrong)
  })

  it('is the default one for the auth token itself', async () => {
    expect(await gateWith({ authToken: TOKEN }).resolveProject(TOKEN)).toBe('default')
  })

  it('is asked for again after a failed look-up', async () => {
    let isDown = true
    const gate = gateWith({
      findApiKey: async () => {
        if (isDown) throw new AppError('unavailable', 'engine_down', 'The engine is restarting.')
        return { projectId: 'b' }
      },
    })
    await expect(gate.resolveProject('k')).rejects.toMatchObject({ kind: 'unavailable' })
    isDown = false
    expect(await gate.resolveProject('k')).toBe('b')
  })
})

describe('every answer', () => {
  it.each([
    ['/', 200],
    ['/livez', 200],
    ['/metrics', 401],
  ])('carries the security headers: %s', async (url, status) => {
    const reply = await ask(appBehind(gateWith({ authToken: TOKEN })), { url })
    expect(reply.statusCode).toBe(status)
    expect(reply.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(reply.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    })
  })
})
