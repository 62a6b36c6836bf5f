# claude-agent-sdk 0.2.187 (with the command line it bundles), openinference-instrumentation-claude-agent-sdk 0.1.22. The mock model is
# addressed as Anthropic.
import asyncio
import os
import tempfile

from openinference.instrumentation import using_session
from openinference.instrumentation.claude_agent_sdk import ClaudeAgentSDKInstrumentor

from story import MODEL_URL, story, tracing

home = tempfile.mkdtemp()
os.environ |= {
    "HOME": home,
    "ANTHROPIC_BASE_URL": MODEL_URL,
    "ANTHROPIC_API_KEY": "none",
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    "DISABLE_TELEMETRY": "1",
    "DISABLE_AUTOUPDATER": "1",
    "DISABLE_ERROR_REPORTING": "1",
}
provider = tracing("support-bot")
ClaudeAgentSDKInstrumentor().instrument(tracer_provider=provider)
from claude_agent_sdk import ClaudeAgentOptions, ClaudeSDKClient, create_sdk_mcp_server, tool  # noqa: E402


@tool("weather", "The weather in a city.", {"city": str})
async def weather(args):
    return {"content": [{"type": "text", "text": f"Sunny in {args['city']}"}]}


server = create_sdk_mcp_server("town", tools=[weather])
options = ClaudeAgentOptions(
    mcp_servers={"town": server},
    allowed_tools=["mcp__town__weather"],
    system_prompt="Be brief.",
    model="claude-sonnet-4-5",
    setting_sources=[],
    cwd=home,
    max_turns=4,
)


async def main():
    with story("claude-agent-sdk/chat", provider.force_flush), using_session("claude-1"):
        async with ClaudeSDKClient(options) as client:
            for text in ('call mcp__town__weather {"city":"Lisbon"}', "Thanks", "fail"):
                await client.query(text)
                async for message in client.receive_response():
                    print(type(message).__name__)


asyncio.run(main())
