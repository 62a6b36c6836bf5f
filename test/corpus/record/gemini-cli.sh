#!/bin/sh
# Gemini CLI, headless: three prompts in one session. npm: @google/gemini-cli 0.61.0.
# `gemini-cli.sh GEMINI_BINARY SINK_URL MODEL_URL SESSION_ID`. A short system prompt and few tools keep the recording small.
set -eu
home=$(mktemp -d)
mkdir -p "$home/.gemini" "$home/work"
echo 'You are a coding agent.' > "$home/system.md"
cat > "$home/.gemini/settings.json" <<JSON
{
  "security": { "auth": { "selectedType": "gemini-api-key" } },
  "telemetry": { "enabled": true, "target": "local", "otlpEndpoint": "$2", "otlpProtocol": "http", "logPrompts": true },
  "tools": { "core": ["list_directory", "run_shell_command"] },
  "general": { "enableAutoUpdate": false }
}
JSON
cd "$home/work"
ask() {
  env -i PATH="$PATH" HOME="$home" TERM=dumb GEMINI_SYSTEM_MD="$home/system.md" GEMINI_API_KEY=none GOOGLE_GEMINI_BASE_URL="$3" \
    "$1" -m gemini-2.5-flash --skip-trust "$5" "$4" -p "$6" < /dev/null || true
}
ask "$1" "$2" "$3" "$4" --session-id 'Please call list_directory {"dir_path":"."}'
ask "$1" "$2" "$3" "$4" --resume 'Please call run_shell_command {"command":"npm publish"}'
ask "$1" "$2" "$3" "$4" --resume 'Now fail please'
