// LangGraph agents that pause for a human, are answered, and fail, under one of three instrumentations.
// argv: instrumentation (traceloop, traceloop-workflow, openinference), endpoint, API key. Each graph is a session of its own name.
import { setTimeout as sleep } from 'node:timers/promises'
import { AIMessage } from '@langchain/core/messages'
import { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { Annotation, Command, END, interrupt, MemorySaver, START, StateGraph } from '@langchain/langgraph'
import { instrument } from './langgraph-instruments.mjs'

const [, , instrumentation, endpoint, apiKey] = process.argv
const { runAs, flush } = await instrument(instrumentation, endpoint, apiKey)

/** A chat model that always answers the same, at the same price. */
class FixedModel extends BaseChatModel {
  _llmType() {
    return 'fixed'
  }
  async _generate() {
    const message = new AIMessage({
      content: 'Forty-two.',
      usage_metadata: { input_tokens: 21, output_tokens: 4, total_tokens: 25 },
      response_metadata: { model_name: 'fixed-1', tokenUsage: { promptTokens: 21, completionTokens: 4, totalTokens: 25 } },
    })
    return {
      generations: [{ text: 'Forty-two.', message }],
      llmOutput: { tokenUsage: { promptTokens: 21, completionTokens: 4, totalTokens: 25 } },
    }
  }
}
const model = new FixedModel({})
const State = Annotation.Root({ question: Annotation(), answers: Annotation({ reducer: (a, b) => [...a, ...b], default: () => [] }) })

const think = async ({ question }) => ({ answers: [(await model.invoke(question)).content] })
const ask = (what) => () => ({ answers: [interrupt({ question: what })] })
const fail = () => {
  throw new TypeError('the shop is closed')
}
const graph = () => new StateGraph(State)
const saved = { checkpointer: new MemorySaver() }

const graphs = {
  simple: graph()
    .addNode('think', think)
    .addNode('ask', ask('Send it?'))
    .addEdge(START, 'think')
    .addEdge('think', 'ask')
    .addEdge('ask', END),
  subgraph: graph()
    .addNode('inner', graph().addNode('ask', ask('Go deeper?')).addEdge(START, 'ask').compile())
    .addNode('think', think)
    .addEdge(START, 'inner')
    .addEdge('inner', 'think')
    .addEdge('think', END),
  parallel: graph()
    .addNode('left', ask('Left?'))
    .addNode('right', ask('Right?'))
    .addNode('think', think)
    .addEdge(START, 'left')
    .addEdge(START, 'right')
    .addEdge(['left', 'right'], 'think')
    .addEdge('think', END),
  failing: graph().addNode('think', think).addNode('fail', fail).addEdge(START, 'think').addEdge('think', 'fail').addEdge('fail', END),
}

for (const [name, builder] of Object.entries(graphs)) {
  const sessionId = `${instrumentation} ${name}`
  const app = builder.compile(saved)
  const config = { configurable: { thread_id: `thread of ${sessionId}` }, metadata: { session_id: sessionId } }
  const turn = (input) => runAs(sessionId, () => app.invoke(input, config))
  if (name === 'failing') {
    await turn({ question: 'Buy one.' }).then(
      () => process.exit(2),
      () => undefined,
    )
    continue
  }
  const { __interrupt__: asked = [] } = await turn({ question: 'What is six times seven?' })
  if (asked.length !== (name === 'parallel' ? 2 : 1)) process.exit(3)
  // The first process to see "waiting" is a test that reads the API; it says so on the standard input.
  await flush()
  console.log(`waiting ${sessionId}`)
  await new Promise((resolve) => process.stdin.once('data', resolve))
  await sleep(50)
  const resume = asked.length === 1 ? 'yes' : Object.fromEntries(asked.map(({ id }) => [id, 'yes']))
  const { __interrupt__: more, answers } = await turn(new Command({ resume }))
  if (more !== undefined || !answers.includes('yes')) process.exit(4)
}
await flush()
process.exit(0)
