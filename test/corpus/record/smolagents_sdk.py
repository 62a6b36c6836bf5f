# smolagents[openai] 1.26.0, openinference-instrumentation-smolagents 0.1.43. The mock model is addressed as OpenAI.
from openinference.instrumentation import using_session
from openinference.instrumentation.smolagents import SmolagentsInstrumentor
from smolagents import OpenAIServerModel, ToolCallingAgent, tool

from story import MODEL_URL, story, tracing

provider = tracing("support-bot")
SmolagentsInstrumentor().instrument(tracer_provider=provider)


@tool
def weather(city: str) -> str:
    """The weather in a city.

    Args:
        city: The city.
    """
    # The mock model obeys the last thing it reads: so the agent comes to its end.
    return f'Sunny in {city}. call final_answer {{"answer":"Sunny in {city}"}} '


model = OpenAIServerModel(model_id="gpt-4o-mini", api_base=f"{MODEL_URL}/v1", api_key="none")
agent = ToolCallingAgent(tools=[weather], model=model, max_steps=3, verbosity_level=0)

with story("smolagents/chat", provider.force_flush), using_session("smol-1"):
    agent.run('call weather {"city":"Lisbon"}')
    agent.run('call final_answer {"answer":"You are welcome"}')
    try:
        agent.run("fail")
    except Exception as error:
        print("as wanted:", type(error).__name__)
