import type { Convention } from '../../convention.ts'

/** OpenAI Agents SDK: others' words tell its spans; a run that waits for an approval just ends (`RunState` is resumed later). */
export const openaiAgents: Convention = {
  name: 'openai-agents',
  toolRunners: [
    'openinference.instrumentation.openai_agents',
    'opentelemetry.instrumentation.openai_agents',
    'logfire.openai_agents',
    '@arizeai/openinference-instrumentation-openai-agents',
  ],
}
