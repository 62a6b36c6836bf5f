# pydantic-ai-slim[openai] 1.0.18, format 1 of its instrumentation: messages as one list of events, usage of the run under the usual names.
from pydantic_ai import Agent, ApprovalRequired, DeferredToolRequests, DeferredToolResults, RunContext, ToolDenied
from pydantic_ai.agent import InstrumentationSettings
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from story import MODEL_URL, story, tracing

provider = tracing("support-bot")
Agent.instrument_all(InstrumentationSettings(tracer_provider=provider, version=1))
model = OpenAIChatModel("gpt-4o-mini", provider=OpenAIProvider(base_url=f"{MODEL_URL}/v1", api_key="none"))
agent = Agent(model, name="support", instructions="Be brief.", output_type=[str, DeferredToolRequests])


@agent.tool_plain
def weather(city: str) -> str:
    """The weather in a city."""
    return f"Sunny in {city}"


@agent.tool
def refund(context: RunContext, order: str) -> str:
    """Pays an order back."""
    if not context.tool_call_approved:
        raise ApprovalRequired()
    return f"Refunded {order}"


session = provider.get_tracer("app")

with story("pydantic-ai-1/chat", provider.force_flush):
    for text in ('call weather {"city":"Lisbon"}', "Thanks", "fail"):
        with session.start_as_current_span("turn", attributes={"session.id": "old-1"}):
            try:
                print(agent.run_sync(text).output)
            except Exception as error:
                print("as wanted:", type(error).__name__)

with story("pydantic-ai-1/approval", provider.force_flush):
    for name, answer in (("old-yes", True), ("old-no", ToolDenied("Not this one."))):
        with session.start_as_current_span("turn", attributes={"session.id": name}):
            asked = agent.run_sync('call refund {"order":"A1"}')
        results = DeferredToolResults(approvals={call.tool_call_id: answer for call in asked.output.approvals})
        with session.start_as_current_span("turn", attributes={"session.id": name}):
            print(agent.run_sync(message_history=asked.all_messages(), deferred_tool_results=results).output)
