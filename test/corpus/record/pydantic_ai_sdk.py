# pydantic-ai-slim[openai] 2.68.0 (formats 2, 5 and 6 of its instrumentation), opentelemetry-exporter-otlp-proto-http 1.45.2.
# `python pydantic_ai_sdk.py VERSION` records one format; the mock model is addressed as OpenAI.
import sys
import warnings

from pydantic_ai import Agent, DeferredToolRequests, DeferredToolResults, ModelRetry, ToolDenied
from pydantic_ai.models.instrumented import InstrumentationSettings
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from story import MODEL_URL, story, tracing

warnings.simplefilter("ignore")
version = int(sys.argv[1])
provider = tracing("support-bot")
Agent.instrument_all(InstrumentationSettings(tracer_provider=provider, version=version))
model = OpenAIChatModel("gpt-4o-mini", provider=OpenAIProvider(base_url=f"{MODEL_URL}/v1", api_key="none"))

agent = Agent(model, name="support", instructions="Be brief.", output_type=[str, DeferredToolRequests])


@agent.tool_plain
def weather(city: str) -> str:
    """The weather in a city."""
    if city == "Atlantis":
        raise ModelRetry("There is no such city.")
    return f"Sunny in {city}"


@agent.tool_plain(requires_approval=True)
def refund(order: str) -> str:
    """Pays an order back."""
    return f"Refunded {order}"


with story(f"pydantic-ai/chat-v{version}", provider.force_flush):
    first = agent.run_sync('call weather {"city":"Lisbon"}', conversation_id="conv-7")
    agent.run_sync("Thanks", message_history=first.all_messages(), conversation_id="conv-7")
    try:
        agent.run_sync("fail", conversation_id="conv-7")
    except Exception as error:
        print("as wanted:", type(error).__name__)

with story(f"pydantic-ai/approval-v{version}", provider.force_flush):
    for session, answer in (("conv-yes", True), ("conv-no", ToolDenied("Not this one."))):
        asked = agent.run_sync('call refund {"order":"A1"}', conversation_id=session)
        calls = asked.output.approvals
        results = DeferredToolResults(approvals={call.tool_call_id: answer for call in calls})
        done = agent.run_sync(message_history=asked.all_messages(), deferred_tool_results=results, conversation_id=session)
        print(done.output)

if version == 5:
    with story("pydantic-ai/retry-and-waiting", provider.force_flush):
        agent.run_sync('call weather {"city":"Atlantis"}', conversation_id="conv-retry")
        agent.run_sync('call refund {"order":"B2"}', conversation_id="conv-open")
