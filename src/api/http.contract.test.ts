import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from './contract/contract.ts'
import type { Route } from './contract/route.ts'
import { openTestServer, type TestServer } from './test-server.ts'

const TOKEN = 'a-token-of-many-characters'
const host = { host: '127.0.0.1' }
const signedIn = { ...host, authorization: `Bearer ${TOKEN}` }
const json = { ...signedIn, 'content-type': 'application/json' }
let server: TestServer

beforeAll(async () => {
  server = await openTestServer(Date.now, TOKEN)
})
afterAll(() => server?.close())

const ask = (method: string, path: string, headers: object = signedIn, payload?: string) =>
  server.app.inject({
    method: method as 'GET',
    url: `/api/v1${path}`,
    headers: { ...headers },
    ...(payload === undefined ? {} : { payload }),
  })

describe('every operation', () => {
  it('is closed to strangers unless the contract says it is open', async () => {
    for (const [name, route] of Object.entries(contract) as [string, Route][]) {
      const url = route.path.replace(/\{\w+\}/g, 'x').replace('/api/v1', '')
      const reply = await ask(route.method, url, { ...host, 'content-type': 'application/json' }, route.method === 'GET' ? undefined : '{}')
      if (route.isOpen) expect(reply.statusCode, name).not.toBe(401)
      else expect(reply.json(), name).toMatchObject({ status: 401, code: 'sign_in_required', requestId: expect.any(String) })
    }
  })

  it('refuses another method by naming the possible ones', async () => {
    const reply = await ask('PUT', '/projects/default', json, '{}')
    expect(reply.statusCode).toBe(405)
    expect(reply.headers.allow).toBe('PATCH, DELETE')
    expect(reply.json()).toMatchObject({ code: 'method_not_allowed' })
  })

  it('takes a body only as JSON, and only JSON that can be read', async () => {
    expect((await ask('POST', '/projects', { ...signedIn, 'content-type': 'text/plain' }, '{"name":"x"}')).json()).toMatchObject({
      status: 415,
      code: 'json_required',
    })
    expect((await ask('POST', '/projects', signedIn)).json()).toMatchObject({ status: 415 })
    expect((await ask('POST', '/projects', json, '{"name":')).json()).toMatchObject({ status: 400 })
    expect((await ask('POST', '/projects', json, '{"__proto__":{"a":1},"name":"x"}')).json()).toMatchObject({ status: 400 })
    expect((await ask('POST', '/projects', json, '{"name":"x","more":1}')).json()).toMatchObject({ status: 400, field: 'more' })
    expect((await ask('POST', '/projects', json, '{"name":7}')).json()).toMatchObject({
      status: 400,
      field: 'name',
      detail: '`name` must be a string.',
    })
    expect((await ask('POST', '/projects', json, `{"name":"${'x'.repeat(70_000)}"}`)).json()).toMatchObject({ status: 413 })
  })

  it('names a bad parameter and what is allowed', async () => {
    expect((await ask('GET', '/projects/default/sessions?sort=colour')).json()).toMatchObject({
      status: 400,
      field: 'sort',
      detail: expect.stringContaining('lastTraceAt'),
    })
    expect((await ask('GET', '/projects/default/sessions?colour=red')).json()).toMatchObject({
      status: 400,
      field: 'colour',
      hint: expect.stringContaining('from, to, q'),
    })
    expect((await ask('GET', '/projects/default/sessions?from=yesterday')).json()).toMatchObject({
      status: 400,
      field: 'from',
      code: 'bad_time',
    })
    expect((await ask('GET', '/projects/default/sessions?status=odd')).json()).toMatchObject({ status: 400, field: 'status' })
    expect((await ask('GET', '/projects/default/sessions?q=odd:1')).json()).toMatchObject({
      status: 400,
      field: 'q',
      hint: expect.stringContaining('quote'),
    })
    expect((await ask('GET', '/projects/default/sessions?cursor=odd')).json()).toMatchObject({ status: 400, field: 'cursor' })
    expect((await ask('GET', '/projects?limit=1')).json()).toMatchObject({ status: 400, field: 'limit' })
    expect((await ask('GET', '/projects/default/sessions?q=a&q=b')).json()).toMatchObject({ status: 400, field: 'q' })
  })
})

describe('an address below /api that leads nowhere', () => {
  it('is a problem, not the web app', async () => {
    for (const url of ['/api', '/api/', '/api/v2/projects', '/api/v1/projects/default/turns']) {
      const reply = await server.app.inject({ url, headers: signedIn })
      expect(reply.statusCode, url).toBe(404)
      expect(reply.json()).toMatchObject({ status: 404 })
    }
  })
})

describe('signing in', () => {
  it('exchanges the token for a cookie that opens the API until it is forgotten', async () => {
    const refused = await ask('POST', '/login', { ...host, 'content-type': 'application/json' }, '{"token":"wrong"}')
    expect(refused.json()).toMatchObject({ status: 401, field: 'token' })
    const reply = await ask('POST', '/login', { ...host, 'content-type': 'application/json' }, JSON.stringify({ token: TOKEN }))
    expect(reply.statusCode).toBe(204)
    const cookie = String(reply.headers['set-cookie'])
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/)
    const withCookie = { ...host, cookie: cookie.split(';')[0]! }
    expect((await ask('GET', '/projects', withCookie)).statusCode).toBe(200)
    expect((await ask('GET', '/instance', withCookie)).json()).toEqual({
      version: '0.0.0',
      isAuthRequired: true,
      isSignedIn: true,
      httpPort: 1,
      grpcPort: 2,
    })
    expect((await ask('GET', '/instance', host)).json()).toEqual({ version: '0.0.0', isAuthRequired: true, isSignedIn: false })
    const out = await ask('POST', '/logout', { ...withCookie, 'content-type': 'application/json' }, '{}')
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0')
  })
})

describe('projects', () => {
  const create = async (name: string) =>
    (await ask('POST', '/projects', json, JSON.stringify({ name }))).json() as { id: string; slug: string; name: string }

  it('begin with the default one, and get addresses of their own', async () => {
    expect((await ask('GET', '/projects')).json()).toMatchObject({ items: [{ id: 'default', slug: 'default', name: 'Default' }] })
    const [first, second, nameless] = [await create(' Müller & Söhne '), await create('müller söhne'), await create('日本')]
    expect([first, second, nameless].map((project) => project.slug)).toEqual(['muller-sohne', 'muller-sohne-2', 'project'])
    expect(first.name).toBe('Müller & Söhne')
    const taken = await create('Default')
    expect(taken.slug).toBe('default-2')
  })

  it('keep their address when they are renamed', async () => {
    const { id, slug } = await create('Before')
    expect((await ask('PATCH', `/projects/${slug}`, json, '{"name":"After \'\\\\\\" all"}')).json()).toMatchObject({
      id,
      slug,
      name: `After '\\" all`,
    })
    expect((await ask('GET', '/projects')).json().items).toContainEqual(expect.objectContaining({ id, slug, name: `After '\\" all` }))
  })

  it('are gone once deleted, with their keys; the default one comes back empty', async () => {
    const { id, slug } = await create('Short-lived')
    await ask('POST', `/projects/${slug}/api-keys`, json, '{"name":"k"}')
    expect((await ask('DELETE', `/projects/${slug}`)).statusCode).toBe(204)
    expect((await ask('GET', `/projects/${id}/sessions`)).statusCode).toBe(404)
    expect((await ask('DELETE', `/projects/${slug}`)).statusCode).toBe(404)
    expect(await server.store.control.apiKeys.list(id)).toEqual([])
    expect((await ask('DELETE', '/projects/default')).statusCode).toBe(204)
    expect((await ask('GET', '/projects/default/sessions')).json()).toMatchObject({ total: 0 })
  })

  it('get the same address only once, even when created at the same time', async () => {
    const created = await Promise.all(['Same', 'Same', 'Same'].map(create))
    expect(new Set(created.map((project) => project.slug)).size).toBe(3)
  })
})

describe('API keys', () => {
  it('are shown once, kept as a hash, and end when deleted', async () => {
    const { secret, ...key } = (await ask('POST', '/projects/default/api-keys', json, '{"name":"laptop"}')).json()
    expect(secret).toMatch(/^sj_[\w-]{43}$/)
    expect(key).toMatchObject({ name: 'laptop', prefix: secret.slice(0, 10) })
    const hash = createHash('sha256').update(secret).digest('hex')
    expect(await server.store.control.apiKeys.findByHash(hash)).toEqual({ projectId: 'default' })
    const listed = (await ask('GET', '/projects/default/api-keys')).body
    expect(listed).toContain(key.id)
    expect(listed).not.toContain(secret)
    expect(listed).not.toContain(hash)
    await expect.poll(async () => (await ask('GET', '/projects/default/api-keys')).json().items[0].lastUsedAt).toEqual(expect.any(String))
    expect((await ask('DELETE', `/projects/default/api-keys/${key.id}`)).statusCode).toBe(204)
    expect((await ask('DELETE', `/projects/default/api-keys/${key.id}`)).statusCode).toBe(404)
    expect(await server.store.control.apiKeys.findByHash(hash)).toBeUndefined()
  })

  it('of another project are not there', async () => {
    const { id } = (await ask('POST', '/projects/default/api-keys', json, '{"name":"k"}')).json()
    await ask('POST', '/projects', json, '{"name":"elsewhere"}')
    expect((await ask('DELETE', `/projects/elsewhere/api-keys/${id}`)).statusCode).toBe(404)
    expect((await ask('GET', '/projects/elsewhere/api-keys')).json()).toEqual({ items: [] })
  })
})

describe('the documentation', () => {
  it('is served with the contract, and loads nothing but itself', async () => {
    expect((await ask('GET', '/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' })
    const page = await server.app.inject({ url: '/api/docs', headers: signedIn })
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    for (const { path } of Object.values(contract)) expect(page.body).toContain(path)
    expect(page.body).not.toMatch(/<script|<style|style=|https?:\/\//)
    expect((await server.app.inject({ url: '/api/docs.css', headers: signedIn })).headers['content-type']).toBe('text/css; charset=utf-8')
  })
})

describe('getting started', () => {
  it('tells what has arrived so far', async () => {
    const { items } = (await ask('GET', '/projects')).json() as { items: { id: string }[] }
    expect((await ask('GET', `/projects/${items[0]!.id}/ingest`)).json()).toEqual({
      requests: [],
      found: { spans: false, sessions: false, messages: false, usage: false },
    })
  })
})
