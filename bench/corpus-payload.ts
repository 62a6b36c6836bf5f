/** What SDKs sent in the recorded sessions of the corpus, packed into few requests, as OTLP/protobuf. */
import { createHash } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { encode } from '../src/receive/test-oracle.ts'
import { readStories, type Story } from '../test/corpus/recordings.ts'

const STORIES_PER_REQUEST = 15
const ID_FIELDS: ReadonlySet<string> = new Set(['traceId', 'spanId', 'parentSpanId'])
// This file runs bundled, from the root of the repository.
const stories = readStories(pathToFileURL('test/corpus/'))

/** The bodies of one telling of all stories, plain. Each telling has traces and sessions of its own. */
export function corpusRequests(telling: number): Buffer[] {
  const told = stories.map((story) => resourcesOf(story, telling))
  const bodies: Buffer[] = []
  for (let start = 0; start < told.length; start += STORIES_PER_REQUEST) {
    bodies.push(encode('TraceRequest', { resourceSpans: told.slice(start, start + STORIES_PER_REQUEST).flat() }))
  }
  return bodies
}

function resourcesOf({ name, requests, expected }: Story, telling: number): object[] {
  const own = (id: string) => `${id} ${name} ${telling}`
  const sessions = (expected.sessions ?? []).map(({ id }) => id)
  return requests.flatMap(({ signal, body }) => {
    if (signal === 'logs') return []
    const text = sessions.reduce((all, id) => all.replaceAll(JSON.stringify(id), JSON.stringify(own(id))), JSON.stringify(body))
    const told = JSON.parse(text, (key, value: unknown) => (ID_FIELDS.has(key) ? idOf(value as string, own) : value)) as {
      resourceSpans: object[]
    }
    return told.resourceSpans
  })
}

function idOf(hex: string, own: (id: string) => string): Buffer {
  const bytes = hex.length / 2
  return createHash('sha256').update(own(hex)).digest().subarray(0, bytes)
}
