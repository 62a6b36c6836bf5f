# llama-index-core 0.14.25, llama-index-llms-openai with
# opentelemetry-instrumentation-llamaindex 0.62.4. `python llama_index_sdk.py openinference|openllmetry`.
import asyncio
import sys
from contextlib import nullcontext

from story import MODEL_URL, story, tracing

way = sys.argv[1]
provider = tracing("support-bot")
if way == "openinference":
    from openinference.instrumentation import using_session
    from openinference.instrumentation.llama_index import LlamaIndexInstrumentor

    LlamaIndexInstrumentor().instrument(tracer_provider=provider)
else:
    from opentelemetry.instrumentation.llamaindex import LlamaIndexInstrumentor

    LlamaIndexInstrumentor().instrument(tracer_provider=provider)
from llama_index.core.agent.workflow import FunctionAgent  # noqa: E402
from llama_index.core.workflow import Context  # noqa: E402
from llama_index.llms.openai import OpenAI  # noqa: E402


def weather(city: str) -> str:
    """The weather in a city."""
    return f"Sunny in {city}"


llm = OpenAI(model="gpt-4o-mini", api_base=f"{MODEL_URL}/v1", api_key="none", max_retries=0)
agent = FunctionAgent(name="support", tools=[weather], llm=llm, system_prompt="Be brief.", streaming=False)


async def main():
    with story(f"llama-index-{way}/chat", provider.force_flush):
        context = Context(agent)
        for text in ('call weather {"city":"Lisbon"}', "Thanks", "fail"):
            with using_session("llama-1") if way == "openinference" else nullcontext():
                try:
                    print(await agent.run(text, ctx=context))
                except Exception as error:
                    print("as wanted:", type(error).__name__)


asyncio.run(main())
