// One turn of an app instrumented with the Traceloop SDK. argv: endpoint, session id, API key.
import * as traceloop from '@traceloop/node-server-sdk'
import { OpenAI } from 'openai'
import { startMockOpenai } from './mock-openai.mjs'

const [, , endpoint, sessionId, apiKey] = process.argv
traceloop.initialize({
  appName: 'traceloop-app',
  baseUrl: endpoint,
  apiKey,
  disableBatch: true,
  silenceInitializationMessage: true,
  instrumentModules: { openAI: OpenAI },
})
const model = await startMockOpenai()
const client = new OpenAI({ apiKey: 'unused', baseURL: model.baseURL })
await traceloop.withAssociationProperties({ session_id: sessionId, user_id: 'ada' }, () =>
  traceloop.withWorkflow({ name: 'answer' }, () =>
    client.chat.completions.create({ model: 'gpt-mock', messages: [{ role: 'user', content: 'What is six times seven?' }] }),
  ),
)
await traceloop.forceFlush()
model.close()
