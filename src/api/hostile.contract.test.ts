import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quoteValue } from '../filter/filter.ts'
import { contract } from './contract/contract.ts'
import type { Route } from './contract/route.ts'
import { hostileTexts } from './example-hostile-texts.ts'
import { exampleSpans, NOW_MS, numbersFrom } from './example-spans.ts'
import { openTestServer, sketchSpan, type Library, type TestServer } from './test-server.ts'

/** Stands in every span of another project and nowhere else. */
const SECRET = 'zeugma-of-another-project'
const IN_Q = 8000
const PER_PARAMETER = 10
const PER_QUERY = 120

let server: TestServer
let library: Library

beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  library = await server.fill('default', exampleSpans())
  const { id } = await server.client.call('createProject', { body: { name: 'Other' } })
  const attributes = {
    'session.id': SECRET,
    'user.id': SECRET,
    'gen_ai.prompt.0.content': SECRET,
    [SECRET]: SECRET,
    'metadata.plan': SECRET,
  }
  const other = exampleSpans().map((span) => ({
    ...span,
    name: SECRET,
    attributes: new Map([...span.attributes, ...Object.entries(attributes)]),
  }))
  await server.fill(id, [...other, sketchSpan({ trace: 9999, span: 0, startMs: NOW_MS - 1000, durationMs: 5, attributes, name: SECRET })])
})
afterAll(() => server?.close())

const READING = Object.entries(contract as Readonly<Record<string, Route>>).filter(
  ([, route]) => route.method === 'GET' && route.isStream !== true,
)
const namesOf = (schema: Route['query']): string[] => Object.keys((schema as unknown as { shape?: object } | undefined)?.shape ?? {})

/** Without these some would answer nothing but that they are missing. */
const REQUIRED = { metric: 'tokens', by: 'model', of: 'sessions', list: 'sessions', field: 'model' }

/** A request with the texts in these parameters and what is plain in all others. */
function addressOf(route: Route, texts: Readonly<Record<string, string>>): string {
  const plain: Readonly<Record<string, string>> = {
    project: 'default',
    traceId: library.traces[0]!.traceId,
    sessionId: library.sessions[0]!.sessionId,
  }
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent((texts[name] ?? plain[name] ?? 'x').toWellFormed()))
  const asked = { ...REQUIRED, ...texts } as Readonly<Record<string, string | undefined>>
  const query = namesOf(route.query).flatMap((name) =>
    asked[name] === undefined ? [] : [`${name}=${encodeURIComponent(asked[name].toWellFormed())}`],
  )
  return query.length === 0 ? path : `${path}?${query.join('&')}`
}

async function ask(url: string) {
  const reply = await server.app.inject({ method: 'GET', url, headers: { host: '127.0.0.1' } })
  return { status: reply.statusCode, body: reply.body }
}

describe('hostile text', () => {
  it.each(READING)('in each parameter of %s is refused or finds nothing of others', async (operation, route) => {
    const random = numbersFrom(operation.length)
    const wrong: unknown[] = []
    for (const name of [...namesOf(route.params), ...namesOf(route.query)]) {
      for (const text of hostileTexts(100, random)
        .sort(() => random() - 0.5)
        .slice(0, PER_PARAMETER)) {
        const url = addressOf(route, { [name]: text })
        const { status, body } = await ask(url)
        // Asking for the project by its id is no wrong door; no text is one.
        if (status >= 500 || body.includes(SECRET)) wrong.push({ url, status, body: body.slice(0, 200) })
      }
    }
    expect(wrong).toEqual([])
  })

  it.each(['sessions', 'traces'] as const)('in the filters of %s is compared as it stands', async (list) => {
    const random = numbersFrom(5)
    const texts = hostileTexts(IN_Q / 2, random).filter((text) => text.length < 40 && text.trim() !== '')
    const fields = ['user', 'tag', 'model', 'env', 'tool', 'session', 'error', `attr."a'b\\\\"`, 'metadata.plan'] as const
    const rowsOf = async (q: string) => {
      const { status, body } = await ask(`/api/v1/projects/default/${list}?limit=200&q=${encodeURIComponent(q)}`)
      expect({ status, q, body: status === 200 ? '' : body }).toEqual({ status: 200, q, body: '' })
      expect(body).not.toContain(SECRET)
      return (JSON.parse(body) as { total: number }).total
    }
    const everything = await rowsOf('')
    for (let at = 0; at < texts.length;) {
      const field = fields[Math.floor(random() * fields.length)]!
      const chosen: string[] = []
      while (at < texts.length && chosen.length < PER_QUERY && quoteAll([...chosen, texts[at]!]).length < 1900) chosen.push(texts[at++]!)
      const q = `${field}:${quoteAll(chosen)}`
      expect((await rowsOf(q)) <= everything, q).toBe(true)
      if (field === 'user' && list === 'traces')
        expect(await rowsOf(q)).toBe(library.traces.filter(({ userId }) => chosen.includes(userId)).length)
      if (field === 'model' || field === 'env') expect(await rowsOf(`-${q}`), q).toBe(everything)
    }
  })
})

const quoteAll = (texts: readonly string[]): string => texts.map((text) => quoteValue(text.toWellFormed())).join(',')
