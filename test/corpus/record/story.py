# What every recorder in Python needs: a sink for one story, and an exporter into it.
#   MODEL_PORT   where mock-model.ts listens (default 9999)
#   SINK_PORT    where the sink of this run may listen (default 9998)
# Run from the root of the repository: `python test/corpus/record/<sdk>.py`.
import os
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager

MODEL_PORT = os.environ.get("MODEL_PORT", "9999")
SINK_PORT = os.environ.get("SINK_PORT", "9998")
MODEL_URL = f"http://127.0.0.1:{MODEL_PORT}"
SINK_URL = f"http://127.0.0.1:{SINK_PORT}"
SINK = "test/corpus/record/sink.ts"


def wait_until(is_listening):
    for _ in range(100):
        with socket.socket() as probe:
            if (probe.connect_ex(("127.0.0.1", int(SINK_PORT))) == 0) == is_listening:
                return
        time.sleep(0.1)


@contextmanager
def story(name, *flush):
    """Everything exported inside lands in `test/corpus/<name>.requests.json`; `flush` is called before it is saved."""
    out = f"test/corpus/{name}.requests.json"
    os.makedirs(os.path.dirname(out), exist_ok=True)
    sink = subprocess.Popen(["node", "scripts/run.mjs", SINK, SINK_PORT, out], stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_until(True)
        yield
        for each in flush:
            each()
        urllib.request.urlopen(urllib.request.Request(f"{SINK_URL}/save", method="POST")).read()
    finally:
        os.killpg(sink.pid, signal.SIGKILL)  # run.mjs and the sink it started
        sink.wait()
        wait_until(False)


def tracing(service, processor=None):
    """A tracer provider that exports to the sink; spans leave in batches, as they do in an app."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    if processor is not None:
        provider.add_span_processor(processor)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{SINK_URL}/v1/traces")))
    return provider


def logging(service):
    """A logger provider that exports to the sink."""
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.sdk._logs import LoggerProvider
    from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
    from opentelemetry.sdk.resources import Resource

    provider = LoggerProvider(resource=Resource.create({"service.name": service}))
    provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter(endpoint=f"{SINK_URL}/v1/logs")))
    return provider
