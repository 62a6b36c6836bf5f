"""Records a LangGraph story as one of the Python SDKs exports it.

    MODEL_URL=http://127.0.0.1:PORT python langchain_sdks.py SDK STORY SINK_URL

Versions recorded (each SDK in a venv of its own; langgraph 1.2.12 and langchain 1.4.7 where nothing else is said):
    openllmetry    opentelemetry-instrumentation-langchain 0.62.1; 0.58.1 with langgraph 1.1.10; 0.53.4 with langgraph 1.0.10;
                   0.49.8 with langgraph 0.6.11, langchain 0.3.30, wrapt<2; 0.40.14 with langgraph 0.2.76, langchain 0.3.30, wrapt<2
    traceloop      traceloop-sdk 0.62.1, opentelemetry-instrumentation-langchain 0.62.4
    openinference  openinference-instrumentation-langchain 0.1.80; 0.1.58 with langgraph 0.6.11, 0.1.36 with langgraph 0.3.34 (langchain 0.3.30, wrapt<2)
    langfuse       langfuse 5.0.4; 3.15.0 with langgraph 0.6.11, langchain 0.3.30
    langsmith      langsmith 0.15.0
    mlflow         mlflow-skinny 3.17.2
    openlit        openlit 1.45.0
    langwatch      langwatch 1.4.0
"""
import asyncio
import contextlib
import os
import sys

SDK, STORY, SINK = sys.argv[1:4]
SESSION, USER = "SESSION-1", "user-1"


def provider(name):
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    made = TracerProvider(resource=Resource({"service.name": name}))
    made.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{SINK}/v1/traces")))
    trace.set_tracer_provider(made)
    return made


class Setup:
    """How a run is configured and wrapped, and how the exporter is emptied."""

    callbacks = ()
    metadata = {"session_id": SESSION, "user_id": USER}
    tags = ("demo",)

    def turn(self):
        return contextlib.nullcontext()

    def flush(self):
        from opentelemetry import trace

        trace.get_tracer_provider().force_flush()


class OpenLLMetry(Setup):
    def __init__(self):
        made = provider("graph-app")
        from opentelemetry.instrumentation.langchain import LangchainInstrumentor

        LangchainInstrumentor().instrument(tracer_provider=made)


class Traceloop(Setup):
    """The SDK names one session, the metadata of LangChain another, the thread is a third."""

    def __init__(self):
        os.environ.update(TRACELOOP_TELEMETRY="false")
        from traceloop.sdk import Traceloop as Sdk

        Sdk.init(app_name="graph-app", api_endpoint=SINK, api_key="none", disable_batch=True, traceloop_sync_enabled=False)
        Sdk.set_association_properties({"session_uuid": "SESSION-SDK", "user_id": USER})

    def turn(self):
        from opentelemetry import trace

        # An application's own span around the run: it records what comes through it as it likes.
        return trace.get_tracer("graph-app").start_as_current_span("turn")


class OpenInference(Setup):
    def __init__(self):
        made = provider("graph-app")
        from openinference.instrumentation.langchain import LangChainInstrumentor

        LangChainInstrumentor().instrument(tracer_provider=made)


class Langfuse(Setup):
    metadata = {"langfuse_session_id": SESSION, "langfuse_user_id": USER, "langfuse_tags": ["demo"]}
    tags = ()

    def __init__(self):
        os.environ.update(LANGFUSE_HOST=SINK, LANGFUSE_BASE_URL=SINK, LANGFUSE_PUBLIC_KEY="pk-lf-0", LANGFUSE_SECRET_KEY="sk-lf-0")
        from langfuse import get_client
        from langfuse.langchain import CallbackHandler

        self.client = get_client()
        self.callbacks = (CallbackHandler(),)

    def flush(self):
        self.client.flush()


class LangSmith(Setup):
    def __init__(self):
        os.environ.update(LANGSMITH_TRACING="true", LANGSMITH_OTEL_ENABLED="true", LANGSMITH_OTEL_ONLY="true", LANGSMITH_API_KEY="none")
        provider("graph-app")

    def flush(self):
        from langchain_core.tracers.langchain import wait_for_all_tracers

        wait_for_all_tracers()
        super().flush()


class Mlflow(Setup):
    metadata = {}

    def __init__(self):
        os.environ.update(OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=f"{SINK}/v1/traces", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL="http/protobuf", OTEL_SERVICE_NAME="graph-app", MLFLOW_TRACE_ENABLE_OTLP_DUAL_EXPORT="false")
        import mlflow

        mlflow.langchain.autolog()
        self.mlflow = mlflow

    @contextlib.contextmanager
    def turn(self):
        with self.mlflow.start_span("turn", span_type="AGENT") as span:
            # Trace metadata stays behind in plain OTLP export, span attributes do not.
            span.set_attributes({"mlflow.trace.session": SESSION, "mlflow.trace.user": USER})
            yield

    def flush(self):
        self.mlflow.flush_trace_async_logging()


class OpenLit(Setup):
    def __init__(self):
        import openlit

        openlit.init(otlp_endpoint=SINK, application_name="graph-app", environment="test", disable_metrics=True)


class LangWatch(Setup):
    metadata = {}

    def __init__(self):
        os.environ.update(LANGWATCH_API_KEY="none", LANGWATCH_ENDPOINT=SINK)
        import langwatch

        langwatch.setup(endpoint_url=SINK, api_key="none")
        self.langwatch = langwatch

    @contextlib.contextmanager
    def turn(self):
        with self.langwatch.trace(name="turn", metadata={"thread_id": SESSION, "user_id": USER, "labels": ["demo"]}) as trace:
            self.callbacks = (trace.get_langchain_callback(),)
            yield


SETUPS = {
    "openllmetry": OpenLLMetry,
    "traceloop": Traceloop,
    "openinference": OpenInference,
    "langfuse": Langfuse,
    "langsmith": LangSmith,
    "mlflow": Mlflow,
    "openlit": OpenLit,
    "langwatch": LangWatch,
}
setup = SETUPS[SDK]()

import langgraph_stories  # noqa: E402  after the SDK, as applications must


class Run:
    """Invokes a graph as one turn. What it raises is the story's business, not the recorder's."""

    def config(self, thread="thread-1", recursion_limit=25):
        return {
            "configurable": {"thread_id": thread},
            "metadata": dict(setup.metadata),
            "tags": list(setup.tags),
            "callbacks": list(setup.callbacks),
            "recursion_limit": recursion_limit,
        }

    def state(self, graph):
        return graph.get_state({"configurable": {"thread_id": "thread-1"}})

    def update(self, graph, values):
        graph.update_state({"configurable": {"thread_id": "thread-1"}}, values)

    def __call__(self, graph, value, until=None, stream_mode=None, is_async=False, timeout=None, **config):
        try:
            with setup.turn():
                made = self.config(**config)
                if is_async:
                    asyncio.run(self.asynchronously(graph, value, made, until, timeout))
                elif stream_mode is not None:
                    for _ in graph.stream(value, made, stream_mode=stream_mode):
                        pass
                elif until is not None:
                    self.until(graph.stream(value, made), until)
                else:
                    graph.invoke(value, made)
        except BaseException as raised:
            print(f"  raised {type(raised).__name__}: {str(raised)[:100]}")
        setup.flush()

    def until(self, stream, key):
        for chunk in stream:
            if key in chunk:
                break
        stream.close()

    async def asynchronously(self, graph, value, made, until, timeout):
        if until is not None:
            stream = graph.astream(value, made)
            async for chunk in stream:
                if until in chunk:
                    break
            await stream.aclose()
        else:
            await asyncio.wait_for(graph.ainvoke(value, made), timeout)


getattr(langgraph_stories, STORY)(Run())
setup.flush()
