import type { Convention } from '../../convention.ts'

/** Microsoft Agent Framework: OTel GenAI, with workflow spans told by name. */
export const microsoftAgentFramework: Convention = {
  name: 'microsoft-agent-framework',
  namedKinds: {
    scope: 'agent_framework',
    names: {
      'workflow.build': 'workflow',
      'workflow.run': 'workflow',
      'executor.process': 'chain',
      'edge_group.process': 'chain',
      'message.send': 'chain',
    },
  },
}
