"""Records the model clients of OpenAI and Anthropic as Python SDKs trace them: a session of two turns in two traces.

    MODEL_URL=http://127.0.0.1:PORT python client_sdks.py SDK STORY SINK_URL

Turn one asks OpenAI (whole and streamed) and runs a tool the model calls; turn two asks Anthropic, streams it, and embeds a text.
`failure` is a turn whose model call is refused. Versions recorded (openai 3.54.0, anthropic 2.12.0 where nothing else is said):
    traceloop      traceloop-sdk 0.62.1 (opentelemetry-instrumentation-openai and -anthropic 0.62.4)
                   traceloop-sdk 0.33.12 with openai 1.59.9, anthropic 0.39.0, httpx<0.28, wrapt<2
    openinference  openinference-instrumentation-openai 0.1.66, -anthropic 3.1.0
    langfuse       langfuse 5.0.4; 3.15.0 with openai 2.54.0
    langsmith      langsmith 0.15.0
    mlflow         mlflow-skinny 3.17.2
    openlit        openlit 1.45.0, openai 2.54.0, anthropic 0.125.0
    langwatch      langwatch 1.4.0
"""
import contextlib
import json
import os
import sys

SDK, STORY, SINK = sys.argv[1:4]
MODEL_URL = os.environ.get("MODEL_URL", "http://127.0.0.1:9999")
SESSION, USER = "SESSION-2", "user-2"
WEATHER = {
    "name": "get_weather",
    "description": "The weather in a city",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}


class Setup:
    """What an application writes for this SDK: a turn, a step, a tool, and clients that are traced."""

    def turn(self, name, function):
        return function

    def tool(self, function):
        return function

    def openai(self):
        import openai

        return openai.OpenAI(base_url=f"{MODEL_URL}/v1", api_key="none", max_retries=0)

    def anthropic(self):
        import anthropic

        return anthropic.Anthropic(base_url=MODEL_URL, api_key="none", max_retries=0)

    def flush(self):
        from opentelemetry import trace

        trace.get_tracer_provider().force_flush()


def provider():
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    made = TracerProvider(resource=Resource({"service.name": "client-app"}))
    made.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{SINK}/v1/traces")))
    trace.set_tracer_provider(made)
    return made


class Traceloop(Setup):
    def __init__(self):
        os.environ.update(TRACELOOP_TELEMETRY="false")
        from traceloop.sdk import Traceloop as Sdk

        Sdk.init(app_name="client-app", api_endpoint=SINK, api_key="none", disable_batch=True, traceloop_sync_enabled=False)
        self.sdk = Sdk

    def turn(self, name, function):
        from traceloop.sdk.decorators import workflow

        @workflow(name=name)
        def traced(question):
            self.sdk.set_association_properties({"session_id": SESSION, "user_id": USER})
            return self.inner(function)(question)

        return traced

    def inner(self, function):
        from traceloop.sdk.decorators import agent, task

        return agent(name="helper")(task(name="answer")(function))

    def tool(self, function):
        from traceloop.sdk.decorators import tool

        return tool(name=function.__name__)(function)


class OpenInference(Setup):
    def __init__(self):
        made = provider()
        from openinference.instrumentation import OITracer, TraceConfig
        from openinference.instrumentation.anthropic import AnthropicInstrumentor
        from openinference.instrumentation.openai import OpenAIInstrumentor

        OpenAIInstrumentor().instrument(tracer_provider=made)
        AnthropicInstrumentor().instrument(tracer_provider=made)
        self.tracer = OITracer(made.get_tracer("client-app"), config=TraceConfig())

    def turn(self, name, function):
        from openinference.instrumentation import using_attributes

        traced = self.tracer.agent(name=name)(function)

        def turn(question):
            with using_attributes(session_id=SESSION, user_id=USER, tags=["demo"], metadata={"plan": "free"}):
                return traced(question)

        return turn

    def tool(self, function):
        return self.tracer.tool(name=function.__name__)(function)


class Langfuse(Setup):
    def __init__(self):
        os.environ.update(LANGFUSE_HOST=SINK, LANGFUSE_BASE_URL=SINK, LANGFUSE_PUBLIC_KEY="pk-lf-0", LANGFUSE_SECRET_KEY="sk-lf-0")
        os.environ.update(LANGFUSE_TRACING_ENVIRONMENT="staging", LANGFUSE_RELEASE="1.2.3")
        import langfuse

        self.module = langfuse

    def turn(self, name, function):
        @self.module.observe(name=name, as_type="agent")
        def traced(question):
            try:
                given = self.module.propagate_attributes(session_id=SESSION, user_id=USER, tags=["demo"], metadata={"plan": "free"})
            except AttributeError:
                self.module.get_client().update_current_trace(session_id=SESSION, user_id=USER, tags=["demo"])
                given = contextlib.nullcontext()
            with given:
                return function(question)

        return traced

    def tool(self, function):
        return self.module.observe(name=function.__name__, as_type="tool")(function)

    def openai(self):
        from langfuse.openai import OpenAI

        return OpenAI(base_url=f"{MODEL_URL}/v1", api_key="none", max_retries=0)

    def anthropic(self):
        """Langfuse does not trace Anthropic: the application reports the generation itself."""
        client = super().anthropic()
        whole = client.messages.create
        langfuse = self.module.get_client()

        def create(**request):
            if request.get("stream"):
                return whole(**request)
            start = getattr(langfuse, "start_as_current_observation", None)
            with start(as_type="generation", name="claude", model=request["model"], input=request["messages"]) as generation:
                reply = whole(**request)
                usage = {"input": 80, "cache_read_input_tokens": 40, "output": 25, "total": 145}
                cost = {"input": 0.001, "output": 0.002, "total": 0.003}
                generation.update(output=reply.content[0].text, usage_details=usage, cost_details=cost)
                return reply

        client.messages.create = create
        return client

    def flush(self):
        self.module.get_client().flush()


class LangSmith(Setup):
    def __init__(self):
        os.environ.update(LANGSMITH_TRACING="true", LANGSMITH_OTEL_ENABLED="true", LANGSMITH_OTEL_ONLY="true", LANGSMITH_API_KEY="none")
        provider()
        import langsmith

        self.module = langsmith
        self.client = langsmith.Client()

    def turn(self, name, function):
        extra = {"metadata": {"session_id": SESSION, "user_id": USER}, "tags": ["demo", "second"]}
        traced = self.module.traceable(run_type="chain", name=name, client=self.client)(function)
        return lambda question: traced(question, langsmith_extra=extra)

    def tool(self, function):
        return self.module.traceable(run_type="tool", client=self.client)(function)

    def openai(self):
        from langsmith.wrappers import wrap_openai

        return wrap_openai(super().openai())

    def anthropic(self):
        from langsmith.wrappers import wrap_anthropic

        return wrap_anthropic(super().anthropic())

    def flush(self):
        self.client.flush()
        super().flush()


class Mlflow(Setup):
    def __init__(self):
        os.environ.update(OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=f"{SINK}/v1/traces", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL="http/protobuf", OTEL_SERVICE_NAME="client-app")
        import mlflow

        mlflow.openai.autolog()
        mlflow.anthropic.autolog()
        self.module = mlflow

    def turn(self, name, function):
        @self.module.trace(name=name, span_type="AGENT")
        def traced(question):
            # Trace metadata stays behind in plain OTLP export, span attributes do not.
            self.module.get_current_active_span().set_attributes({"mlflow.trace.session": SESSION, "mlflow.trace.user": USER})
            return function(question)

        return traced

    def tool(self, function):
        return self.module.trace(span_type="TOOL")(function)

    def flush(self):
        self.module.flush_trace_async_logging()


class OpenLit(Setup):
    def __init__(self):
        import openlit

        openlit.init(otlp_endpoint=SINK, application_name="client-app", environment="staging", disable_metrics=True)
        self.module = openlit

    def turn(self, name, function):
        @self.module.trace
        def chat_turn(question):
            return function(question)

        def turn(question):
            with self.module.using_attributes({"session.id": SESSION, "user.id": USER}):
                return chat_turn(question)

        return turn


class LangWatch(Setup):
    def __init__(self):
        import langwatch

        langwatch.setup(endpoint_url=SINK, api_key="none")
        self.module = langwatch

    def turn(self, name, function):
        @self.module.trace(name=name)
        def traced(question):
            self.module.get_current_trace().update(metadata={"thread_id": SESSION, "user_id": USER, "labels": ["demo"]})
            self.module.get_current_trace().autotrack_openai_calls(self.client)
            return self.module.span(type="agent", name="helper")(function)(question)

        return traced

    def openai(self):
        self.client = super().openai()
        return self.client

    def tool(self, function):
        return self.module.span(type="tool", name=function.__name__)(function)


SETUPS = {
    "traceloop": Traceloop,
    "openinference": OpenInference,
    "langfuse": Langfuse,
    "langsmith": LangSmith,
    "mlflow": Mlflow,
    "openlit": OpenLit,
    "langwatch": LangWatch,
}
setup = SETUPS[SDK]()
openai_client, anthropic_client = setup.openai(), setup.anthropic()


def get_weather(city):
    return f"Sunny in {city}"


get_weather = setup.tool(get_weather)


def first_turn(question):
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": question}]
    tools = [{"type": "function", "function": WEATHER}]
    asked = openai_client.chat.completions.create(model="gpt-4o-mini", messages=messages, tools=tools, temperature=0.5)
    call = asked.choices[0].message.tool_calls[0]
    result = get_weather(**json.loads(call.function.arguments))
    messages.append({"role": "assistant", "content": None, "tool_calls": [call.model_dump(include={"id", "type", "function"})]})
    messages.append({"role": "tool", "tool_call_id": call.id, "content": result})
    stream = openai_client.chat.completions.create(
        model="gpt-4o-mini", messages=messages, tools=tools, stream=True, stream_options={"include_usage": True}
    )
    return "".join(chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices)


def second_turn(question):
    request = {"model": "claude-sonnet-4-5", "max_tokens": 100, "system": "Be brief.", "messages": [{"role": "user", "content": question}]}
    reply = anthropic_client.messages.create(**request).content[0].text
    request["messages"] += [{"role": "assistant", "content": reply}, {"role": "user", "content": "Once more"}]
    streamed = ""
    for event in anthropic_client.messages.create(**request, stream=True):
        streamed += getattr(getattr(event, "delta", None), "text", "") or ""
    openai_client.embeddings.create(model="text-embedding-3-small", input=["one text"])
    return streamed


def failing_turn(question):
    openai_client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": question}])


def turns():
    setup.turn("first-turn", first_turn)('call get_weather {"city":"Paris"}')
    setup.turn("second-turn", second_turn)("And tomorrow?")


def failure():
    try:
        setup.turn("failing-turn", failing_turn)("fail")
    except Exception as raised:
        print("raised", type(raised).__name__)


{"turns": turns, "failure": failure}[STORY]()
setup.flush()
