import type { Convention } from '../../convention.ts'

/** Strands Agents: OTel GenAI with messages as span events; its own operations are told by name. */
export const strands: Convention = {
  name: 'strands',
  namedKinds: {
    scope: 'strands.telemetry.tracer',
    names: { execute_event_loop_cycle: 'chain', invoke_swarm: 'workflow', invoke_graph: 'workflow' },
  },
}
