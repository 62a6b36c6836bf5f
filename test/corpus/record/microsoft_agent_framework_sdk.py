# agent-framework-core 1.23.0, agent-framework-openai 1.17.0. The mock model is addressed as OpenAI (chat completions).
import asyncio
import os

from story import MODEL_URL, story, tracing

os.environ["ENABLE_INSTRUMENTATION"] = "true"
os.environ["ENABLE_SENSITIVE_DATA"] = "true"
from agent_framework import Agent, Message, tool  # noqa: E402
from agent_framework.openai import OpenAIChatCompletionClient  # noqa: E402
from agent_framework.observability import enable_instrumentation  # noqa: E402
from opentelemetry import trace  # noqa: E402

provider = tracing("support-bot")
trace.set_tracer_provider(provider)
enable_instrumentation(enable_sensitive_data=True)


@tool
def weather(city: str) -> str:
    """The weather in a city."""
    return f"Sunny in {city}"


@tool(approval_mode="always_require")
def refund(order: str) -> str:
    """Pays an order back."""
    return f"Refunded {order}"


tracer = provider.get_tracer("app")
client = OpenAIChatCompletionClient(model="gpt-4o-mini", api_key="none", base_url=f"{MODEL_URL}/v1")
agent = Agent(client, name="support", instructions="Be brief.", tools=[weather, refund])


async def chat():
    session = agent.create_session(session_id="maf-1")
    for text in ('call weather {"city":"Lisbon"}', "Thanks", "fail"):
        try:
            print((await agent.run(text, session=session)).text)
        except Exception as error:
            print("as wanted:", type(error).__name__)


async def approval():
    for name, is_approved in (("maf-yes", True), ("maf-no", False)):
        session = agent.create_session(session_id=name)
        with tracer.start_as_current_span("turn", attributes={"session.id": name}):
            result = await agent.run('call refund {"order":"A1"}', session=session)
        answers = [request.to_function_approval_response(is_approved) for request in result.user_input_requests]
        with tracer.start_as_current_span("turn", attributes={"session.id": name}):
            print((await agent.run(Message("user", answers), session=session)).text)


async def main():
    for name, run in (("chat", chat), ("approval", approval)):
        with story(f"microsoft-agent-framework/{name}", provider.force_flush):
            await run()


asyncio.run(main())
