# openai-agents 0.24.0 with one of: openinference-instrumentation-openai-agents 2.6.0, opentelemetry-instrumentation-openai-agents
# 0.62.4 (OpenLLMetry), logfire 5.2.0. `python openai_agents_sdk.py openinference|openllmetry|logfire`. Responses API of the mock model.
import asyncio
import os
import sys

from story import MODEL_URL, SINK_URL, story, tracing

os.environ["OPENAI_API_KEY"] = "none"
os.environ["OPENAI_BASE_URL"] = f"{MODEL_URL}/v1"
from agents import Agent, Runner, function_tool, set_trace_processors, trace  # noqa: E402

way = sys.argv[1]
if way == "logfire":
    os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] = SINK_URL
    import logfire

    logfire.configure(send_to_logfire=False, console=False, service_name="support-bot", metrics=False)
    logfire.instrument_openai_agents()
    flush = logfire.force_flush
else:
    provider = tracing("support-bot")
    flush = provider.force_flush
    if way == "openinference":
        from openinference.instrumentation import using_session
        from openinference.instrumentation.openai_agents import OpenAIAgentsInstrumentor
    else:
        from opentelemetry import trace as otel
        from opentelemetry.instrumentation.openai_agents import OpenAIAgentsInstrumentor

        otel.set_tracer_provider(provider)
        set_trace_processors([])
    OpenAIAgentsInstrumentor().instrument(tracer_provider=provider)


def session(name):
    if way == "openinference":
        return using_session(name)
    return trace("support", group_id=name)


@function_tool
def weather(city: str) -> str:
    """The weather in a city."""
    return f"Sunny in {city}"


@function_tool(needs_approval=True)
def refund(order: str) -> str:
    """Pays an order back."""
    return f"Refunded {order}"


agent = Agent(name="support", instructions="Be brief.", model="gpt-4o-mini", tools=[weather, refund])


async def chat():
    for turn in ('call weather {"city":"Lisbon"}', "Thanks", "fail"):
        with session("oaa-1"):
            try:
                print((await Runner.run(agent, turn)).final_output)
            except Exception as error:
                print("as wanted:", type(error).__name__)


async def approval():
    for name, is_approved in (("oaa-yes", True), ("oaa-no", False)):
        with session(name):
            result = await Runner.run(agent, 'call refund {"order":"A1"}')
        state = result.to_state()
        for item in result.interruptions:
            if is_approved:
                state.approve(item)
            else:
                state.reject(item)
        with session(name):
            print((await Runner.run(agent, state)).final_output)


async def waiting():
    with session("oaa-open"):
        await Runner.run(agent, 'call refund {"order":"B2"}')


folder = {"openinference": "openai-agents-openinference", "openllmetry": "openai-agents-openllmetry", "logfire": "openai-agents-logfire"}[way]
async def main():
    for name, run in (("chat", chat), ("approval", approval), ("waiting", waiting)):
        with story(f"{folder}/{name}", flush):
            await run()


asyncio.run(main())
