# Logfire sends a span twice to its own service: when it starts, as a pending span, and when it has ended.
# It also blanks every value whose key has to do with sessions.
# pip: logfire 5.2.0. `python logfire_pending.py SINK_URL`
import sys
import time

import logfire

logfire.configure(
    token="none",
    service_name="support-bot",
    console=False,
    inspect_arguments=False,
    advanced=logfire.AdvancedOptions(base_url=sys.argv[1]),
)


def call(prompt, is_failing=False):
    with logfire.span(
        "chat gpt-4o-mini",
        **{"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini", "session.id": "blanked", "gen_ai.conversation.id": "pending-1"},
    ) as span:
        # Long enough for the pending span to leave in a request of its own.
        time.sleep(1.2)
        span.set_attribute("gen_ai.input.messages", [{"role": "user", "parts": [{"type": "text", "content": prompt}]}])
        span.set_attribute("gen_ai.usage.input_tokens", 120)
        span.set_attribute("gen_ai.usage.output_tokens", 25)
        if is_failing:
            raise ValueError("no model")


with logfire.span("turn", **{"user.id": "user-1"}):
    call("Hello?")
try:
    with logfire.span("turn", **{"user.id": "user-1"}):
        call("And now?", is_failing=True)
except ValueError:
    pass
logfire.shutdown()
