import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf, ApiProblem, createClient } from './client.ts'

function record(answer: Response) {
  const seen: { url: string; init: RequestInit | undefined }[] = []
  const send: typeof fetch = async (input, init) => {
    seen.push({ url: input as string, init })
    return answer.clone()
  }
  return { seen, send }
}

describe('the client', () => {
  it('brings any id through an address as one segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (id) => {
        fc.pre(id !== '.' && id !== '..')
        const { pathname } = new URL(
          addressOf('/api/v1/projects/{project}/sessions/{sessionId}', { project: 'p', sessionId: id }),
          'http://x',
        )
        const segments = pathname.split('/')
        expect(segments).toHaveLength(7)
        expect(decodeURIComponent(segments[6]!)).toBe(id.toWellFormed())
      }),
    )
  })

  it('refuses an id that an address cannot hold, before anything is sent', async () => {
    const { seen, send } = record(new Response(null, { status: 204 }))
    const call = createClient({ fetch: send }).call('deleteSession', { params: { project: 'p', sessionId: '..' } })
    await expect(call).rejects.toMatchObject({ code: 'no_address' })
    expect(seen).toEqual([])
  })

  it('sends method, query, JSON body and token, and leaves out what is undefined', async () => {
    const { seen, send } = record(Response.json({ items: [] }))
    const client = createClient({ baseUrl: 'http://host/', fetch: send, token: 't' })
    await client.call('listSessions', { params: { project: 'a b' }, query: { q: 'x&y', limit: 5, from: undefined } })
    expect(seen[0]?.url).toBe('http://host/api/v1/projects/a%20b/sessions?q=x%26y&limit=5')
    expect(seen[0]?.init).toMatchObject({ method: 'GET', headers: { authorization: 'Bearer t' } })
    await client.call('createProject', { body: { name: 'n' } })
    expect(seen[1]?.init).toMatchObject({ method: 'POST', body: '{"name":"n"}', headers: { 'content-type': 'application/json' } })
  })

  it('throws the problem the server answered', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'bad_filter',
      detail: 'no',
      requestId: 'r1',
      field: 'q',
      hint: 'quote',
    }
    const { send } = record(new Response(JSON.stringify(problem), { status: 400, headers: { 'content-type': 'application/problem+json' } }))
    const failure = await createClient({ fetch: send })
      .call('listProjects')
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ApiProblem)
    expect(failure).toMatchObject({ status: 400, code: 'bad_filter', detail: 'no', field: 'q', hint: 'quote', requestId: 'r1' })
  })

  it('says when there was no answer, and lets an abort be an abort', async () => {
    const broken = createClient({ fetch: () => Promise.reject(new TypeError('failed')) })
    await expect(broken.call('getInstance')).rejects.toMatchObject({ status: 0, code: 'unreachable' })
    const controller = new AbortController()
    controller.abort()
    const aborting = createClient({ fetch: () => Promise.reject(new DOMException('aborted', 'AbortError')) })
    await expect(aborting.call('getInstance', { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})
