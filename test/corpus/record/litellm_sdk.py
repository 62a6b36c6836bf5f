# litellm 1.106.2, its `otel` callback.
import os

from story import MODEL_URL, SINK_URL, story

os.environ["OTEL_EXPORTER"] = "otlp_http"
os.environ["OTEL_ENDPOINT"] = f"{SINK_URL}/v1/traces"
os.environ["OTEL_SERVICE_NAME"] = "support-bot"
import litellm  # noqa: E402
from opentelemetry import trace  # noqa: E402


def flush():
    import time

    time.sleep(2)  # its callbacks run on a thread of their own
    trace.get_tracer_provider().force_flush()


litellm.callbacks = ["otel"]
litellm.num_retries = 0
tools = [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object", "properties": {}}}}]


def ask(messages):
    return litellm.completion(
        model="openai/gpt-4o-mini",
        api_base=f"{MODEL_URL}/v1",
        api_key="none",
        messages=messages,
        tools=tools,
        metadata={"session_id": "lite-1", "trace_user_id": "ada"},
    )


with story("litellm/chat", flush):
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": 'call weather {"city":"Lisbon"}'}]
    message = ask(messages).choices[0].message
    messages.append(message.model_dump())
    messages += [{"role": "tool", "tool_call_id": call.id, "content": "Sunny in Lisbon"} for call in message.tool_calls]
    ask(messages)
    try:
        ask([{"role": "user", "content": "fail"}])
    except Exception as error:
        print("as wanted:", type(error).__name__)
