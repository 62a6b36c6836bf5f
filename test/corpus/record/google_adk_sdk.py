# google-adk 2.13.0 (own spans), or 1.39.1; with `genai`: opentelemetry-instrumentation-google-genai 1.3b0 beside it; with
# `openinference`: openinference-instrumentation-google-adk 1.0.5. `python google_adk_sdk.py FOLDER [genai|openinference|content]`;
# `content`: what was said goes on the spans too, the others leave it out.
import asyncio
import os
import sys

from story import MODEL_URL, logging, story, tracing

if "content" in sys.argv:
    os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "SPAN_AND_EVENT"
    os.environ["OTEL_SEMCONV_STABILITY_OPT_IN"] = "gen_ai_latest_experimental"
os.environ["GOOGLE_API_KEY"] = "none"
os.environ["GOOGLE_GEMINI_BASE_URL"] = MODEL_URL
from google.adk.agents import LlmAgent  # noqa: E402
from google.adk.runners import InMemoryRunner  # noqa: E402
from google.adk.tools import FunctionTool, LongRunningFunctionTool  # noqa: E402
from google.genai import types  # noqa: E402
from opentelemetry import _logs, trace  # noqa: E402

folder, way = sys.argv[1], (sys.argv[2:] or [""])[0]
provider = tracing("support-bot")
trace.set_tracer_provider(provider)
logs = logging("support-bot")
_logs.set_logger_provider(logs)
if way == "genai":
    from opentelemetry.instrumentation.google_genai import GoogleGenAiSdkInstrumentor

    GoogleGenAiSdkInstrumentor().instrument(tracer_provider=provider, logger_provider=logs)
if way == "openinference":
    from openinference.instrumentation.google_adk import GoogleADKInstrumentor

    GoogleADKInstrumentor().instrument(tracer_provider=provider)


def flush():
    provider.force_flush()
    logs.force_flush()


def weather(city: str) -> dict:
    """The weather in a city."""
    return {"weather": f"Sunny in {city}"}


def refund(order: str) -> dict:
    """Pays an order back."""
    return {"refunded": order}


def ask_boss(question: str) -> dict:
    """Asks the boss; the answer comes later."""
    return {"status": "pending", "ticket": "T1"}


helper = LlmAgent(name="helper", model="gemini-2.0-flash", description="Helps.", instruction="Help.", tools=[weather])
agent = LlmAgent(
    name="support",
    model="gemini-2.0-flash",
    instruction="Be brief.",
    tools=[weather, FunctionTool(refund, require_confirmation=True), LongRunningFunctionTool(ask_boss)],
    sub_agents=[helper],
)


def said(text):
    return types.Content(role="user", parts=[types.Part(text=text)])


def answered(call, response):
    return types.Content(
        role="user", parts=[types.Part(function_response=types.FunctionResponse(id=call.id, name=call.name, response=response))]
    )


async def turn(runner, session, message):
    calls = []
    async for event in runner.run_async(user_id="ada", session_id=session, new_message=message):
        calls += [call for call in event.get_function_calls()]
    return calls


async def start(session):
    runner = InMemoryRunner(agent=agent, app_name="support")
    await runner.session_service.create_session(app_name="support", user_id="ada", session_id=session)
    return runner


async def chat():
    runner = await start("adk-1")
    await turn(runner, "adk-1", said('call weather {"city":"Lisbon"}'))
    await turn(runner, "adk-1", said("Thanks"))
    try:
        await turn(runner, "adk-1", said("fail"))
    except Exception as error:
        print("as wanted:", type(error).__name__)


async def transfer():
    runner = await start("adk-2")
    await turn(runner, "adk-2", said('call transfer_to_agent {"agent_name":"helper"}'))


async def confirmation():
    for session, is_confirmed in (("adk-yes", True), ("adk-no", False)):
        runner = await start(session)
        calls = await turn(runner, session, said('call refund {"order":"A1"}'))
        call = next(each for each in calls if each.name.startswith("adk_request"))
        await turn(runner, session, answered(call, {"confirmed": is_confirmed}))


async def long_running():
    runner = await start("adk-later")
    calls = await turn(runner, "adk-later", said('call ask_boss {"question":"May I?"}'))
    await turn(runner, "adk-later", answered(next(each for each in calls if each.name == "ask_boss"), {"answer": "yes"}))


stories = {"chat": chat, "transfer": transfer}
if way in ("", "content"):
    stories |= {"confirmation": confirmation, "long-running": long_running}
async def main():
    for name, run in stories.items():
        with story(f"{folder}/{name}", flush):
            await run()


asyncio.run(main())
