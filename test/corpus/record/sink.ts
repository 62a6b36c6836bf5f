// Records what an SDK exports: an OTLP/HTTP server that keeps every request as OTLP/JSON, in the order received.
// `node scripts/run.mjs test/corpus/record/sink.ts PORT OUT.json`; takes any path that ends in /traces or /logs, protobuf or JSON,
// plain or gzip. `POST /save` (or SIGTERM) writes the file: {"requests":[{"signal":"traces","body":{…}}, …]}.
import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { decodeToJson } from '../../../src/receive/test-oracle.ts'
import { tidy } from './tidy.ts'

const [port = '4318', out = 'recording.json'] = process.argv.slice(2)
const requests: { signal: 'traces' | 'logs'; body: unknown }[] = []

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes
}

function save(): void {
  writeFileSync(
    out,
    `{"requests":[\n${tidy(requests)
      .map((request) => JSON.stringify(request))
      .join(',\n')}\n]}\n`,
  )
}

const server = createServer((request, response) => {
  void bodyOf(request).then((bytes) => {
    const path = request.url ?? ''
    const isJson = request.headers['content-type']?.includes('json') === true
    if (path === '/save') save()
    const signal = /\/traces\b/.test(path) ? 'traces' : /\/logs\b/.test(path) ? 'logs' : undefined
    if (signal !== undefined) {
      const message = signal === 'traces' ? 'TraceRequest' : 'LogsRequest'
      requests.push({ signal, body: isJson ? (JSON.parse(bytes.toString()) as unknown) : decodeToJson(message, bytes) })
    }
    response.writeHead(200, { 'content-type': isJson ? 'application/json' : 'application/x-protobuf' }).end(isJson ? '{}' : '')
  })
})
server.listen(Number(port), '127.0.0.1', () => console.log(`recording on http://127.0.0.1:${port}, into ${out}`))
process.on('SIGTERM', () => {
  save()
  process.exit(0)
})
