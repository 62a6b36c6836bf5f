# opentelemetry-instrumentation-openai-v2 2.4b0 (opentelemetry-util-genai 0.4b0), openai 2.54.0: OTel's own GenAI instrumentation. `python openai_contrib_sdk.py FOLDER`.
# What was said leaves as log events, when the app opted in to it.
import os
import sys

os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = sys.argv[2] if len(sys.argv) > 2 else "true"
if len(sys.argv) > 2:
    os.environ["OTEL_SEMCONV_STABILITY_OPT_IN"] = "gen_ai_latest_experimental"
from openai import OpenAI  # noqa: E402
from opentelemetry.instrumentation.openai_v2 import OpenAIInstrumentor  # noqa: E402

from story import MODEL_URL, logging, story, tracing  # noqa: E402

provider, logs = tracing("support-bot"), logging("support-bot")
OpenAIInstrumentor().instrument(tracer_provider=provider, logger_provider=logs)
client = OpenAI(base_url=f"{MODEL_URL}/v1", api_key="none", max_retries=0)
tracer = provider.get_tracer("app")
weather = {"type": "function", "function": {"name": "weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}}


def ask(messages, **rest):
    return client.chat.completions.create(model="gpt-4o-mini", messages=messages, tools=[weather], **rest)


def turn(text):
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": text}]
    with tracer.start_as_current_span("turn", attributes={"session.id": "contrib-1"}):
        message = ask(messages).choices[0].message
        if message.tool_calls:
            messages.append({"role": "assistant", "tool_calls": [call.model_dump() for call in message.tool_calls]})
            messages += [{"role": "tool", "tool_call_id": call.id, "content": "Sunny in Lisbon"} for call in message.tool_calls]
            for _ in ask(messages, stream=True, stream_options={"include_usage": True}):
                pass


with story(f"{sys.argv[1]}/chat", provider.force_flush, logs.force_flush):
    turn('call weather {"city":"Lisbon"}')
    turn("Thanks")
    try:
        turn("fail")
    except Exception as error:
        print("as wanted:", type(error).__name__)
