# autogen-agentchat 0.7.5, autogen-ext[openai], openinference-instrumentation-autogen-agentchat 0.1.22 beside its own spans.
import asyncio
import sys

from autogen_agentchat.agents import AssistantAgent
from autogen_ext.models.openai import OpenAIChatCompletionClient
from openinference.instrumentation import using_session
from openinference.instrumentation.autogen_agentchat import AutogenAgentChatInstrumentor
from opentelemetry import trace

from story import MODEL_URL, story, tracing

provider = tracing("support-bot")
trace.set_tracer_provider(provider)
AutogenAgentChatInstrumentor().instrument(tracer_provider=provider)


def weather(city: str) -> str:
    """The weather in a city."""
    return f"Sunny in {city}"


client = OpenAIChatCompletionClient(model="gpt-4o-mini", base_url=f"{MODEL_URL}/v1", api_key="none", max_retries=0)
agent = AssistantAgent("support", client, tools=[weather], system_message="Be brief.", reflect_on_tool_use=True)


async def main():
    with story("autogen/chat", provider.force_flush):
        for text in ('call weather {"city":"Lisbon"}', "Thanks", "fail"):
            with using_session("auto-1"):
                try:
                    print((await agent.run(task=text)).messages[-1].to_text())
                except Exception as error:
                    print("as wanted:", type(error).__name__)


asyncio.run(main())
sys.stdout.flush()
