#!/bin/sh
# Codex, headless: two prompts in one session. npm: @openai/codex 0.169.0.
# `codex.sh CODEX_BINARY SINK_URL MODEL_URL`. Its spans are of its own machinery (hundreds a prompt), so only its logs are recorded.
set -eu
home=$(mktemp -d)
mkdir -p "$home/.codex" "$home/work"
cat > "$home/.codex/config.toml" <<TOML
model = "gpt-5-codex"
model_provider = "mock"
approval_policy = "never"
sandbox_mode = "danger-full-access"
[model_providers.mock]
name = "mock"
base_url = "$3/v1"
wire_api = "responses"
env_key = "MOCK_KEY"
request_max_retries = 0
stream_max_retries = 0
[otel]
environment = "test"
log_user_prompt = true
exporter = { otlp-http = { endpoint = "$2/v1/logs", protocol = "binary" } }
trace_exporter = "none"
TOML
cd "$home/work"
ask() { env -i PATH="$PATH" HOME="$home" MOCK_KEY=none TERM=dumb "$1" exec ${2:+resume --last} --skip-git-repo-check "$3" < /dev/null || true; }
ask "$1" '' 'Please call exec_command {"cmd":"echo hello from the tool"}'
ask "$1" resume 'Say hello'
