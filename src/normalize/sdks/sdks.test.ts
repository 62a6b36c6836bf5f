import { describe, expect, it } from 'vitest'
import { FINDING_KINDS } from '../../model/finding.ts'
import { fixFor, sdkOf } from '../normalize.ts'
import { SDKS } from './sdks.ts'

describe('an SDK', () => {
  it.each([
    ['traceloop.tracer', 'OpenLLMetry (Traceloop) for Python'],
    ['opentelemetry.instrumentation.langchain', 'OpenLLMetry (Traceloop) for Python'],
    ['opentelemetry.instrumentation.openai.v1', 'OpenLLMetry (Traceloop) for Python'],
    ['opentelemetry.instrumentation.openai_v2', 'OpenTelemetry GenAI'],
    ['opentelemetry.instrumentation.fastapi', 'OpenTelemetry for Python'],
    ['@traceloop/instrumentation-langchain', 'OpenLLMetry (Traceloop) for JavaScript'],
    ['openinference.instrumentation.langchain', 'OpenInference for Python'],
    ['@arizeai/openinference-instrumentation-openai', 'OpenInference for JavaScript'],
    ['langfuse-sdk', 'Langfuse'],
    ['langsmith', 'LangSmith'],
    ['mlflow.tracing.provider', 'MLflow'],
    ['ai', 'Vercel AI SDK 4 to 6'],
    ['gen_ai', 'Vercel AI SDK 7'],
    ['pydantic-ai', 'Pydantic AI and Logfire'],
    ['gcp.vertex.agent', 'Google ADK'],
    ['strands.telemetry.tracer', 'Strands Agents'],
    ['agent_framework', 'Microsoft Agent Framework'],
    ['@mastra/otel-exporter', 'Mastra'],
    ['openlit.instrumentation.openai', 'OpenLIT'],
    ['lmnr.tracer', 'Laminar'],
    ['langwatch', 'LangWatch'],
    ['genkit-tracer', 'Genkit'],
    ['com.anthropic.claude_code.events', 'Claude Code'],
    ['codex_otel.log_only', 'Codex'],
    ['air', 'OpenTelemetry'],
    ['', 'OpenTelemetry'],
  ])('is told by its scope %j: %s', (scope, name) => {
    expect(sdkOf(scope).name).toBe(name)
  })

  it('has its own name, and scopes that nobody before it takes', () => {
    expect(new Set(SDKS.map(({ name }) => name)).size).toBe(SDKS.length)
    for (const sdk of SDKS) for (const scope of sdk.scopes) expect(sdkOf(scope.replace('*', '')).name).toBe(sdk.name)
  })

  it('has a fix for everything that may be found, in its own language', () => {
    for (const { scopes, language, session } of SDKS) {
      const scope = scopes[0]!.replace('*', '')
      expect(session.text).not.toBe('')
      for (const kind of FINDING_KINDS) {
        const fix = fixFor(kind, scope)
        expect(fix.text.length).toBeGreaterThan(20)
        expect(fix.code === undefined).toBe(fix.language === undefined)
        if (language !== undefined && (fix.language === 'python' || fix.language === 'javascript')) expect(fix.language).toBe(language)
      }
    }
  })
})
