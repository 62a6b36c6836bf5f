# lmnr 0.8.2 (it instruments openai itself), openai 3.54.0.
from lmnr import Laminar, observe
from openai import OpenAI

from story import MODEL_URL, SINK_PORT, story

with story("laminar/chat", Laminar.flush):
    Laminar.initialize(project_api_key="none", base_url="http://127.0.0.1", http_port=int(SINK_PORT), grpc_port=1, force_http=True)
    client = OpenAI(base_url=f"{MODEL_URL}/v1", api_key="none", max_retries=0)

    @observe(span_type="TOOL")
    def weather(city: str) -> str:
        return f"Sunny in {city}"

    @observe(name="support")
    def turn(text: str) -> str:
        Laminar.set_trace_session_id("lmnr-1")
        Laminar.set_trace_user_id("ada")
        Laminar.set_span_tags(["trial"])
        messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": text}]
        tools = [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}]
        message = client.chat.completions.create(model="gpt-4o-mini", messages=messages, tools=tools).choices[0].message
        if not message.tool_calls:
            return message.content
        messages.append({"role": "assistant", "tool_calls": [call.model_dump() for call in message.tool_calls]})
        messages += [{"role": "tool", "tool_call_id": call.id, "content": weather("Lisbon")} for call in message.tool_calls]
        return client.chat.completions.create(model="gpt-4o-mini", messages=messages).choices[0].message.content

    turn('call weather {"city":"Lisbon"}')
    turn("Thanks")
    try:
        turn("fail")
    except Exception as error:
        print("as wanted:", type(error).__name__)
