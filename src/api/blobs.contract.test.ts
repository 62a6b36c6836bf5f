import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ORIGIN_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type TestServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server?.close())

const BYTES = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 3, 255])
const blobId = createHash('sha256').update(BYTES).digest('hex')
const params = { project: 'default' }
const host = { host: '127.0.0.1' }
let lastTrace = 0

/** A model call whose user sends this part. */
async function sendPart(part: object) {
  const messages = JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'look' }, part] }])
  lastTrace += 1
  const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.input.messages': messages }
  const raw = sketchSpan({ trace: lastTrace, span: 0, startMs: ORIGIN_MS, durationMs: 5, attributes })
  await server.fill('default', [raw])
  const { traceId, spanId } = raw
  const detail = await server.client.call('getSpan', { params: { ...params, traceId, spanId } })
  expect(detail.attributes['gen_ai.input.messages']).toBe(messages)
  const fetchBlob = (id = blobId, address = `${traceId}/spans/${spanId}`) =>
    server.app.inject({ url: `/api/v1/projects/default/traces/${address}/blobs/${id}`, headers: host })
  return { traceId, spanId, part: detail.messages[0]!.parts[1]!, fetchBlob }
}

describe('bytes inside a message', () => {
  it('stay out of the span and are answered by their hash', async () => {
    const { traceId, spanId, part, fetchBlob } = await sendPart({ type: 'blob', mime_type: 'image/png', content: BYTES.toString('base64') })
    expect(part).toEqual({ type: 'media', modality: 'image', mimeType: 'image/png', blobId, bytes: BYTES.length })
    const reply = await fetchBlob()
    expect(reply.statusCode).toBe(200)
    expect(reply.rawPayload).toEqual(BYTES)
    expect(reply.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(Buffer.from(await server.client.call('getBlob', { params: { ...params, traceId, spanId, blobId } }))).toEqual(BYTES)
  })

  it.each([
    ['image_url', { type: 'image_url', image_url: { url: `data:image/jpg;base64,${BYTES.toString('base64')}` } }, 'image/jpeg'],
    ['input_audio', { type: 'input_audio', input_audio: { data: BYTES.toString('base64'), format: 'mp3' } }, 'audio/mpeg'],
    ['source', { type: 'image', source: { type: 'base64', media_type: 'image/webp', data: BYTES.toString('base64') } }, 'image/webp'],
    ['inline_data', { inline_data: { mime_type: 'video/mp4', data: BYTES.toString('base64url') } }, 'video/mp4'],
  ])('are found in a part with %s', async (_, sent, type) => {
    const { part, fetchBlob } = await sendPart(sent)
    expect(part).toMatchObject({ type: 'media', blobId, bytes: BYTES.length })
    const reply = await fetchBlob()
    expect([reply.headers['content-type'], reply.rawPayload]).toEqual([type, BYTES])
  })

  it.each([
    'text/html',
    'image/svg+xml',
    'image/svg+xml; charset=utf-8',
    'application/pdf',
    'application/xhtml+xml',
    'text/javascript',
    'image/png\r\nset-cookie: a=b',
    'image/png,text/html',
    '__proto__',
    'x'.repeat(10_000),
  ])('are a download of unknown type when the sender says %j', async (mimeType) => {
    const { fetchBlob } = await sendPart({ type: 'blob', mime_type: mimeType, content: BYTES.toString('base64') })
    const reply = await fetchBlob()
    expect(reply.statusCode).toBe(200)
    expect(reply.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
    })
    expect(reply.headers['set-cookie']).toBeUndefined()
  })

  it('are the text itself when they are no base64', async () => {
    const { part, fetchBlob } = await sendPart({ type: 'image_url', image_url: { url: 'data:text/plain,caf%C3%A9 <b>' } })
    const text = Buffer.from('café <b>')
    expect(part).toMatchObject({ bytes: text.length, blobId: createHash('sha256').update(text).digest('hex') })
    expect((await fetchBlob((part as { blobId: string }).blobId)).rawPayload).toEqual(text)
    const cut = await sendPart({ type: 'blob', mime_type: 'image/png', content: 'not base64 …' })
    expect(cut.part).toMatchObject({ bytes: Buffer.from('not base64 …').length })
  })

  it('are nowhere else', async () => {
    const { traceId, spanId, fetchBlob } = await sendPart({ type: 'blob', mime_type: 'image/png', content: BYTES.toString('base64') })
    const other = await sendPart({ type: 'uri', uri: 'https://example.com/a.png', mime_type: 'image/png' })
    expect((await other.fetchBlob()).statusCode).toBe(404)
    for (const id of ['0'.repeat(64), blobId.toUpperCase(), `${blobId}0`, '%00', '..%2F..']) {
      const reply = await fetchBlob(id)
      expect([reply.statusCode, reply.headers['cache-control']]).toEqual([404, 'no-store'])
    }
    expect((await fetchBlob(blobId, `${traceId}/spans/${'f'.repeat(16)}`)).statusCode).toBe(404)
    const { slug } = await server.client.call('createProject', { body: { name: 'Elsewhere' } })
    const url = `/api/v1/projects/${slug}/traces/${traceId}/spans/${spanId}/blobs/${blobId}`
    expect((await server.app.inject({ url, headers: host })).statusCode).toBe(404)
  })

  it('that the sender left out, keeps elsewhere or only names have no address here', async () => {
    expect((await sendPart({ type: 'image_url', image_url: { url: '__REDACTED__' } })).part).toEqual({
      type: 'redacted',
      marker: '__REDACTED__',
    })
    expect((await sendPart({ type: 'image_url', image_url: { url: 'https://example.com/a.png' } })).part).toEqual({
      type: 'media',
      modality: 'image',
      url: 'https://example.com/a.png',
    })
    const reference = '@@@langfuseMedia:type=image/png|id=m1|source=base64_data_uri@@@'
    expect((await sendPart({ type: 'image_url', image_url: { url: reference } })).part).toEqual({
      type: 'media',
      modality: 'image',
      mimeType: 'image/png',
      name: 'm1',
      heldBy: 'Langfuse',
    })
  })
})
