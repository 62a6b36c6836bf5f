import { createServer } from 'node:http'

/** A model that answers every chat completion with the same words and usage. Loopback only. */
export async function startMockOpenai() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          id: `chatcmpl-${Math.random().toString(36).slice(2)}`,
          object: 'chat.completion',
          created: 1_790_000_000,
          model: 'gpt-mock-2026',
          choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Forty-two.' } }],
          usage: { prompt_tokens: 21, completion_tokens: 4, total_tokens: 25 },
        }),
      )
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { baseURL: `http://127.0.0.1:${server.address().port}/v1`, close: () => server.close() }
}
