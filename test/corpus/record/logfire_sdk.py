# logfire 5.2.0 around pydantic-ai-slim[openai] 2.68.0 and openai 3.54.0. Pending spans are sent too: what is seen of a run before it ends.
import logfire
from logfire._internal.tracer import PendingSpanProcessor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from story import MODEL_URL, SINK_URL, story

exporter = BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{SINK_URL}/v1/traces"))
logfire.configure(
    send_to_logfire=False,
    console=False,
    metrics=False,
    service_name="support-bot",
    environment="staging",
    additional_span_processors=[PendingSpanProcessor(RandomIdGenerator(), exporter), exporter],
)
logfire.instrument_pydantic_ai()
agent = Agent(
    OpenAIChatModel("gpt-4o-mini", provider=OpenAIProvider(base_url=f"{MODEL_URL}/v1", api_key="none")), name="support", instructions="Be brief."
)


@agent.tool_plain
def weather(city: str) -> str:
    """The weather in a city."""
    return f"Sunny in {city}"


with story("logfire/pydantic-ai-pending", logfire.force_flush, exporter.force_flush):
    with logfire.span("turn of {user}", user="ada", _tags=["trial"]):
        agent.run_sync('call weather {"city":"Lisbon"}', conversation_id="fire-1")
    with logfire.span("turn of {user}", user="ada", _tags=["trial"]):
        agent.run_sync("Thanks", conversation_id="fire-1")
    try:
        with logfire.span("turn of {user}", user="ada", _tags=["trial"]):
            agent.run_sync("fail", conversation_id="fire-1")
    except Exception as error:
        print("as wanted:", type(error).__name__)
