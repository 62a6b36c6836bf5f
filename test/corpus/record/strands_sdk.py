# strands-agents[otel,openai] 1.62.0, opentelemetry-exporter-otlp-proto-http 1.45.1. The mock model is addressed as OpenAI.
# Strands knows no session of its own: the app names it in trace_attributes.
from opentelemetry import trace
from strands import Agent, tool
from strands.hooks import BeforeToolCallEvent, HookProvider, HookRegistry
from strands.models.openai import OpenAIModel

from story import MODEL_URL, story, tracing

provider = tracing("support-bot")
trace.set_tracer_provider(provider)
model = OpenAIModel(client_args={"base_url": f"{MODEL_URL}/v1", "api_key": "none"}, model_id="gpt-4o-mini")


@tool
def weather(city: str) -> str:
    """The weather in a city."""
    if city == "Atlantis":
        raise ValueError("There is no such city.")
    return f"Sunny in {city}"


@tool
def refund(order: str) -> str:
    """Pays an order back."""
    return f"Refunded {order}"


class AskFirst(HookProvider):
    def register_hooks(self, registry: HookRegistry, **kwargs) -> None:
        registry.add_callback(BeforeToolCallEvent, self.ask)

    def ask(self, event: BeforeToolCallEvent) -> None:
        if event.tool_use["name"] == "refund":
            answer = event.interrupt("refund-approval", reason={"order": event.tool_use["input"]["order"]})
            if answer != "yes":
                event.cancel_tool = "Not this one."


def agent(session: str) -> Agent:
    return Agent(
        model=model,
        name="support",
        system_prompt="Be brief.",
        tools=[weather, refund],
        hooks=[AskFirst()],
        callback_handler=None,
        trace_attributes={"session.id": session, "user.id": "ada"},
    )


with story("strands/chat", provider.force_flush):
    bot = agent("strands-1")
    bot('call weather {"city":"Lisbon"}')
    bot("Thanks")
    bot('call weather {"city":"Atlantis"}')
    try:
        bot("fail")
    except Exception as error:
        print("as wanted:", type(error).__name__)

with story("strands/interrupt", provider.force_flush):
    for session, answer in (("strands-yes", "yes"), ("strands-no", "no")):
        bot = agent(session)
        result = bot('call refund {"order":"A1"}')
        print(result.stop_reason)
        responses = [{"interruptResponse": {"interruptId": each.id, "response": answer}} for each in result.interrupts]
        print(bot(responses).stop_reason)
