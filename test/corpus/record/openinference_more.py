"""Records further OpenInference instrumentations: a session of one turn each.

    MODEL_URL=http://127.0.0.1:PORT python openinference_more.py SDK turn SINK_URL

    litellm     openinference-instrumentation-litellm 0.1.51, litellm 1.106.2
    smolagents  openinference-instrumentation-smolagents 0.1.43, smolagents 1.26.0
    llamaindex  openinference-instrumentation-llama-index 4.6.1, llama-index-core 0.14.25, llama-index-llms-openai 0.8.3
"""
import asyncio
import os
import sys

SDK, STORY, SINK = sys.argv[1:4]
MODEL_URL = os.environ.get("MODEL_URL", "http://127.0.0.1:9999")
ASK = 'call get_weather {"city":"Paris"}'

from openinference.instrumentation import using_attributes
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider(resource=Resource({"service.name": "more-app"}))
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{SINK}/v1/traces")))
trace.set_tracer_provider(provider)


def get_weather(city: str) -> str:
    """The weather in a city.

    Args:
        city: its name
    """
    return f"Sunny in {city}"


def litellm():
    from openinference.instrumentation.litellm import LiteLLMInstrumentor

    LiteLLMInstrumentor().instrument(tracer_provider=provider)
    import litellm

    def chat(**more):
        return litellm.completion(api_base=more.pop("base"), api_key="none", messages=[{"role": "user", "content": "Hello"}], **more)

    chat(model="openai/gpt-4o-mini", base=f"{MODEL_URL}/v1")
    chat(model="anthropic/claude-sonnet-4-5", base=MODEL_URL, max_tokens=50)
    for _ in chat(model="openai/gpt-4o-mini", base=f"{MODEL_URL}/v1", stream=True, stream_options={"include_usage": True}):
        pass


def smolagents():
    from openinference.instrumentation.smolagents import SmolagentsInstrumentor

    SmolagentsInstrumentor().instrument(tracer_provider=provider)
    from smolagents import OpenAIServerModel, ToolCallingAgent, tool

    model = OpenAIServerModel(model_id="gpt-4o-mini", api_base=f"{MODEL_URL}/v1", api_key="none")
    agent = ToolCallingAgent(tools=[tool(get_weather)], model=model, max_steps=3)
    agent.run('call final_answer {"answer":"It is sunny"}')


def llamaindex():
    from openinference.instrumentation.llama_index import LlamaIndexInstrumentor

    LlamaIndexInstrumentor().instrument(tracer_provider=provider)
    from llama_index.core.agent.workflow import FunctionAgent
    from llama_index.core.tools import FunctionTool
    from llama_index.llms.openai import OpenAI

    llm = OpenAI(model="gpt-4o-mini", api_base=f"{MODEL_URL}/v1", api_key="none", max_retries=0)
    agent = FunctionAgent(tools=[FunctionTool.from_defaults(get_weather)], llm=llm)

    async def ask():
        return await agent.run(ASK)

    print(asyncio.run(ask()))


with using_attributes(session_id="SESSION-3", user_id="user-3", tags=["demo"]):
    {"litellm": litellm, "smolagents": smolagents, "llamaindex": llamaindex}[SDK]()
provider.force_flush()
