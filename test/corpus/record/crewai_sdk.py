# crewai 1.15.30 with one of: opentelemetry-instrumentation-crewai 0.62.4 (+ opentelemetry-instrumentation-openai 0.62.4),
# openinference-instrumentation-crewai 1.1.21. `python crewai_sdk.py openinference|openllmetry`.
import os
import sys
from contextlib import nullcontext

from story import MODEL_URL, story, tracing

os.environ |= {"CREWAI_DISABLE_TELEMETRY": "true", "CREWAI_TRACING_ENABLED": "false", "CREWAI_TESTING": "true"}
os.environ |= {"OPENAI_API_KEY": "none", "OPENAI_BASE_URL": f"{MODEL_URL}/v1", "OPENAI_API_BASE": f"{MODEL_URL}/v1"}
way = sys.argv[1]
provider = tracing("support-bot")
if way == "openinference":
    from openinference.instrumentation import using_session
    from openinference.instrumentation.crewai import CrewAIInstrumentor

    CrewAIInstrumentor().instrument(tracer_provider=provider)
else:
    from opentelemetry.instrumentation.crewai import CrewAIInstrumentor
    from opentelemetry.instrumentation.openai import OpenAIInstrumentor

    CrewAIInstrumentor().instrument(tracer_provider=provider)
    OpenAIInstrumentor().instrument(tracer_provider=provider)
from crewai import LLM, Agent, Crew, Task  # noqa: E402
from crewai.tools import tool  # noqa: E402


@tool("weather")
def weather(city: str) -> str:
    """The weather in a city."""
    return f"Sunny in {city}"


llm = LLM(model="openai/gpt-4o-mini", base_url=f"{MODEL_URL}/v1", api_key="none")
agent = Agent(role="support", goal="Help.", backstory="Helpful.", llm=llm, tools=[weather], max_iter=3, max_retry_limit=0)


def run(text):
    task = Task(description=text, expected_output="An answer", agent=agent)
    return Crew(agents=[agent], tasks=[task], name="support-crew").kickoff()


with story(f"crewai-{way}/chat", provider.force_flush), using_session("crew-1") if way == "openinference" else nullcontext():
    print(run('call weather {"city":"Lisbon"} '))
    print(run("Thanks"))
    try:
        run("fail")
    except Exception as error:
        print("as wanted:", type(error).__name__)
