import { keyOf, type Snippet, type Target } from './snippet.ts'

export function collector(target: Target): Snippet {
  const key = keyOf(target)
  const headers = (indent: string) => (key === undefined ? '' : `\n${indent}headers:\n${indent}  Authorization: Bearer ${key}`)
  const sessionLine = 'set(span.attributes["session.id"], span.attributes["chat.id"]) where span.attributes["chat.id"] != nil'
  const grpc =
    target.grpc === undefined
      ? ''
      : `
  # or over gRPC
  otlp/sojourn:
    endpoint: ${target.grpc}
    tls:
      insecure: true${headers('    ')}`
  return {
    id: 'collector',
    label: 'Collector',
    code: `exporters:
  otlphttp/sojourn:
    endpoint: ${target.origin}${headers('    ')}${grpc}

processors:
  # only when the app calls its session by a name of its own, here chat.id
  transform/session:
    error_mode: ignore
    trace_statements:
      - ${sessionLine}

service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [transform/session]
      exporters: [otlphttp/sojourn]`,
    sessionLine: `- ${sessionLine}`,
    note: 'The Collector passes on what the app set. Some fifty spellings of a session id are known, so most apps need no processor.',
  }
}

/** Every value that makes a check on the page go green is in it: a session, messages, a model and usage. */
export function curl(target: Target): Snippet {
  const key = keyOf(target)
  const sessionLine = '{"key": "session.id", "value": {"stringValue": "my-first-session"}},'
  return {
    id: 'curl',
    label: 'curl',
    code: `now=$(date +%s)
trace=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')
span=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \\n')
curl -sS '${target.origin}/v1/traces' -H 'Content-Type: application/json'${key === undefined ? '' : ` -H 'Authorization: Bearer ${key}'`} -d @- <<EOF
{"resourceSpans": [{
  "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "curl"}}]},
  "scopeSpans": [{"scope": {"name": "curl"}, "spans": [{
    "traceId": "$trace", "spanId": "$span", "name": "chat gpt-4o-mini", "kind": 3,
    "startTimeUnixNano": "\${now}000000000", "endTimeUnixNano": "\${now}420000000",
    "attributes": [
      ${sessionLine}
      {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
      {"key": "gen_ai.provider.name", "value": {"stringValue": "openai"}},
      {"key": "gen_ai.request.model", "value": {"stringValue": "gpt-4o-mini"}},
      {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "12"}},
      {"key": "gen_ai.usage.output_tokens", "value": {"intValue": "9"}},
      {"key": "gen_ai.input.messages", "value": {"stringValue": "[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"Say hello to Sojourn.\\"}]}]"}},
      {"key": "gen_ai.output.messages", "value": {"stringValue": "[{\\"role\\":\\"assistant\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"Hello, Sojourn!\\"}],\\"finish_reason\\":\\"stop\\"}]"}}
    ]
  }]}]
}]}
EOF`,
    sessionLine,
    note: 'Paste it into a terminal as it is. It sends one model call of the session my-first-session.',
  }
}
