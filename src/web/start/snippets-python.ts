import { KEY_PLACEHOLDER, keyOf, type Snippet, type Target } from './snippet.ts'

function pythonHeaders(target: Target): string {
  const key = keyOf(target)
  return key === undefined ? '' : `, headers={"Authorization": "Bearer ${key}"}`
}

function traceloopInit(target: Target): string {
  const key = keyOf(target)
  return `Traceloop.init(app_name="my-app", api_endpoint="${target.origin}"${key === undefined ? '' : `, api_key="${key}"`})`
}

function provider(target: Target): string {
  return `provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(
    endpoint="${target.origin}/v1/traces"${pythonHeaders(target)})))`
}

const OTEL_IMPORTS = `from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor`

export function traceloopPython(target: Target): Snippet {
  const sessionLine = 'Traceloop.set_association_properties({"session_id": conversation_id})'
  return {
    id: 'traceloop-python',
    label: 'Traceloop Python',
    install: 'pip install traceloop-sdk',
    code: `from traceloop.sdk import Traceloop

${traceloopInit(target)}

# at the start of every request, before the first model call
${sessionLine}`,
    sessionLine,
  }
}

export function openInference(target: Target): Snippet {
  const sessionLine = 'with using_session(session_id=conversation_id):'
  return {
    id: 'openinference',
    label: 'OpenInference',
    install: 'pip install openinference-instrumentation-openai opentelemetry-sdk opentelemetry-exporter-otlp-proto-http',
    code: `from openinference.instrumentation import using_session
from openinference.instrumentation.openai import OpenAIInstrumentor
${OTEL_IMPORTS}

${provider(target)}
OpenAIInstrumentor().instrument(tracer_provider=provider)

${sessionLine}
    answer = client.chat.completions.create(model=model, messages=messages)`,
    sessionLine,
    note: 'Every OpenInference instrumentor takes the same tracer_provider: LangChain, LlamaIndex, Anthropic, DSPy and more.',
  }
}

export function otelPython(target: Target): Snippet {
  const sessionLine = 'span.set_attribute("session.id", conversation_id)'
  return {
    id: 'otel-python',
    label: 'OTel SDK Python',
    install: 'pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http',
    code: `from opentelemetry import trace
${OTEL_IMPORTS}

${provider(target)}
trace.set_tracer_provider(provider)

with trace.get_tracer("my-app").start_as_current_span("turn") as span:
    ${sessionLine}
    answer = run_agent(question)`,
    sessionLine,
    note: 'One span of a trace is enough to place the whole trace into its session.',
  }
}

export function langGraph(target: Target): Snippet {
  const sessionLine = 'config = {"configurable": {"thread_id": conversation_id}, "metadata": {"session_id": conversation_id}}'
  return {
    id: 'langgraph',
    label: 'LangGraph',
    install: 'pip install traceloop-sdk langgraph',
    code: `from traceloop.sdk import Traceloop

${traceloopInit(target)}

${sessionLine}
result = graph.invoke({"messages": messages}, config)`,
    sessionLine,
    note: 'A pause by interrupt() is shown as waiting for a human, never as an error, and is joined to the run that resumes it.',
  }
}

export function langfuse(target: Target): Snippet {
  const key = target.key ?? KEY_PLACEHOLDER
  const sessionLine = 'with propagate_attributes(session_id=conversation_id):'
  return {
    id: 'langfuse',
    label: 'Langfuse SDK',
    install: 'pip install langfuse',
    code: `import os

os.environ["LANGFUSE_BASE_URL"] = os.environ["LANGFUSE_HOST"] = "${target.origin}"
os.environ["LANGFUSE_PUBLIC_KEY"] = "sojourn"
os.environ["LANGFUSE_SECRET_KEY"] = "${key}"

from langfuse import observe, propagate_attributes

@observe()
def answer(conversation_id, question):
    ${sessionLine}
        return run_agent(question)`,
    sessionLine,
    note: 'This SDK sends nothing without a pair of keys: the secret one is an API key of this project, the public one may be any word.',
  }
}
