// Claude Code, headless, one process with several prompts; what it asks to be allowed is answered here, as a person would.
// npm: @anthropic-ai/claude-code 2.1.197.
// `node claude-code.mjs CLAUDE_BINARY SINK_URL MODEL_URL logs|both SESSION_ID`; `both` sends spans too (the beta tracing).
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const [binary, sink, model, mode, sessionId] = process.argv.slice(2)
const home = mkdtempSync(join(tmpdir(), 'coding-'))
const PROMPTS = [
  'Please call Bash {"command":"node --version","description":"Shows the version"} and call Bash {"command":"mkdir notes","description":"Makes a folder"}',
  'Please call Bash {"command":"npm publish","description":"Publishes"}',
  'Now fail please',
]
const env = {
  PATH: process.env.PATH,
  HOME: home,
  TERM: 'dumb',
  ANTHROPIC_API_KEY: 'none',
  ANTHROPIC_BASE_URL: model,
  CLAUDE_CODE_MAX_RETRIES: '0',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  CLAUDE_CODE_ENABLE_TELEMETRY: '1',
  OTEL_LOGS_EXPORTER: 'otlp',
  OTEL_LOGS_EXPORT_INTERVAL: '500',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  OTEL_EXPORTER_OTLP_ENDPOINT: sink,
  OTEL_LOG_USER_PROMPTS: '1',
  OTEL_LOG_TOOL_DETAILS: '1',
  OTEL_LOG_TOOL_CONTENT: '1',
  ...(mode === 'both'
    ? { CLAUDE_CODE_ENHANCED_TELEMETRY_BETA: '1', OTEL_TRACES_EXPORTER: 'otlp', OTEL_TRACES_EXPORT_INTERVAL: '500' }
    : {}),
}
const flags = ['--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose', '--permission-prompt-tool', 'stdio']
const agent = spawn(binary, ['-p', ...flags, '--session-id', sessionId], { cwd: home, env, stdio: ['pipe', 'pipe', 'inherit'] })
const say = (message) => agent.stdin.write(`${JSON.stringify(message)}\n`)
const prompt = () => {
  const text = PROMPTS.shift()
  if (text === undefined) return agent.stdin.end()
  say({ type: 'user', message: { role: 'user', content: [{ type: 'text', text }] } })
}

prompt()
for await (const line of createInterface({ input: agent.stdout })) {
  const message = JSON.parse(line)
  console.log(line.slice(0, 300))
  if (message.type === 'result') prompt()
  if (message.type !== 'control_request' || message.request.subtype !== 'can_use_tool') continue
  // A moment to think, so that the wait shows.
  await new Promise((resolve) => setTimeout(resolve, 400))
  const { input } = message.request
  const answer = input.command.startsWith('mkdir ')
    ? { behavior: 'allow', updatedInput: input }
    : { behavior: 'deny', message: 'Not today.' }
  say({ type: 'control_response', response: { subtype: 'success', request_id: message.request_id, response: answer } })
}
