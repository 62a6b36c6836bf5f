import { describe, expect, it } from 'vitest'
import { agent, call, madeSpan, tool, transcript, turnsIn } from './example-turns.ts'

const at = (turn: number, span: number, from: number, to: number, parent?: number) => ({
  turn,
  span,
  from,
  to,
  ...(parent === undefined ? {} : { parent }),
})
const simple = (turn: number, input: Parameters<typeof call>[1], reply: string) => call(at(turn, 0, 0, 100), input, [['assistant', reply]])

describe('instructions', () => {
  it('are told first and where they change, line by line', async () => {
    const told = (turn: number, system: string) =>
      simple(
        turn,
        [
          ['system', system],
          ['user', `say ${turn}`],
        ],
        `said ${turn}`,
      )
    const turns = await turnsIn([told(0, 'Be brief.\nBe kind.\n'), told(1, 'Be brief.\nBe kind.\n'), told(2, 'Be brief.\nBe bold.\n')])
    expect(turns.map(({ messages }) => messages.filter(({ role }) => role === 'system').length)).toEqual([1, 0, 1])
    expect(turns[0]!.system).toMatchObject({ isChanged: false, chars: 19 })
    expect(turns[2]!.system).toMatchObject({
      isChanged: true,
      changes: [
        { kind: 'same', text: 'Be brief.\n' },
        { kind: 'removed', text: 'Be kind.\n' },
        { kind: 'added', text: 'Be bold.\n' },
      ],
    })
  })
})

describe('a pause', () => {
  const ns = { langgraph_checkpoint_ns: 'ask:1' }
  const stop = `(Interrupt(value={'question': 'Go on?'}, id='0123456789abcdef0123456789abcdef'),)`
  const asking = { ...madeSpan({ ...at(0, 2, 20, 30, 0), name: 'ask', attributes: ns, error: stop, errorType: 'GraphInterrupt' }) }
  const before = [
    agent(at(0, 0, 0, 100), [['user', 'Go']]),
    call(at(0, 1, 5, 10, 0), [['user', 'Go']], [['assistant', 'I need to know']]),
    asking,
  ]
  const after = [
    madeSpan({
      ...at(1, 0, 0, 100),
      attributes: { 'gen_ai.operation.name': 'invoke_agent', 'input.value': '{"graph":null,"update":null,"resume":"yes","goto":[]}' },
    }),
    madeSpan({ ...at(1, 2, 5, 10, 0), name: 'ask', attributes: ns }),
    call(
      at(1, 1, 15, 20, 0),
      [
        ['user', 'Go'],
        ['assistant', 'I need to know'],
      ],
      [['assistant', 'Done']],
    ),
  ]

  it('shows its question, the wait, and the answer', async () => {
    expect(await transcript([...before, ...after])).toEqual([
      ['user: Go', 'assistant: I need to know', 'interrupt: Go on?'],
      ['human: yes', 'assistant: Done'],
    ])
    const [first, second] = await turnsIn([...before, ...after])
    expect(first!.pause).toMatchObject({
      payload: { question: 'Go on?' },
      waitMs: 59_970,
      answer: 'yes',
      resumedByTraceId: second!.traceId,
    })
    expect(second!.resumes).toEqual([first!.traceId])
  })

  it('that nobody has answered waits', async () => {
    const [turn] = await turnsIn(before)
    expect(turn).toMatchObject({ status: 'waiting', pauses: [{ ids: ['0123456789abcdef0123456789abcdef'] }] })
    expect(turn!.pause!.answeredAt).toBeUndefined()
  })
})

describe('steps and errors', () => {
  const spans = [
    agent(at(0, 0, 0, 100), [['user', 'Go']], [['assistant', 'Done']]),
    madeSpan({ ...at(0, 1, 5, 40, 0), name: 'plumbing' }),
    tool({ ...at(0, 2, 10, 20, 1), error: 'no such city' }, 'c1'),
    call(at(0, 3, 30, 35, 1), [['user', 'Go']], [['assistant', 'Done']]),
  ]

  it('hang from the nearest step above and leave plumbing out', async () => {
    const [turn] = await turnsIn(spans)
    expect(turn!.stepCount).toBe(3)
    expect(turn!.steps.map(({ kind, outcome, isRecovered }) => [kind, outcome, isRecovered])).toEqual([
      ['agent', 'ok', undefined],
      ['tool', 'error', true],
      ['llm', 'ok', undefined],
    ])
    expect(new Set(turn!.steps.slice(1).map(({ parentId }) => parentId))).toEqual(new Set([turn!.steps[0]!.spanId]))
    expect(turn!.errors).toMatchObject([{ spanName: 'look', message: 'no such city', recovered: true }])
  })

  it('are bounded, those that failed first, and their number is told', async () => {
    const many = Array.from({ length: 700 }, (_, each) =>
      tool({ ...at(0, each + 10, 5, 6, 0), ...(each === 699 ? { error: 'late' } : {}) }, `t${each}`),
    )
    const [turn] = await turnsIn([...spans, ...many])
    expect([turn!.stepCount, turn!.steps.length]).toEqual([703, 500])
    expect(turn!.steps.filter(({ outcome }) => outcome === 'error')).toHaveLength(2)
  })
})

describe('what is too long', () => {
  it('is cut, and says where the whole is', async () => {
    const long = 'x'.repeat(10_000)
    const [turn] = await turnsIn([
      call(at(0, 0, 0, 100), [['user', long]], [['assistant', [{ type: 'tool_call', id: 'c', name: 'look', arguments: { long } }]]]),
    ])
    const [user, assistant] = turn!.messages
    expect([user!.text.length, user!.cuts]).toEqual([8_000, [{ part: 0, chars: 10_000, pointer: '/messages/0/parts/0/text' }]])
    expect(assistant!.cuts).toEqual([{ part: 0, chars: 10_011, pointer: '/messages/1/parts/0/arguments' }])
  })

  it('is not sent: bytes are asked for by their id', async () => {
    const picture = { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'iVBORw0KGgo=' }
    const [turn] = await turnsIn([call(at(0, 0, 0, 100), [['user', [picture]]], [['assistant', 'A dot']])])
    expect(turn!.messages[0]!.parts).toMatchObject([{ type: 'media', bytes: 8 }])
    expect(JSON.stringify(turn)).not.toContain('iVBOR')
  })

  it('is told by its first and last messages', async () => {
    const words = Array.from({ length: 1_500 }, (_, each) => ['user', `word ${each}`] as const)
    const [turn] = await turnsIn([call(at(0, 0, 0, 100), words, [['assistant', 'Done']])])
    expect([turn!.messages.length, turn!.messageCount, turn!.messages.at(-1)!.text]).toEqual([1_000, 1_501, 'Done'])
  })

  it('in number of calls is read in part, and says so', async () => {
    const calls = Array.from({ length: 300 }, (_, each) =>
      call(at(0, each + 1, each * 2, each * 2 + 1, 0), [['user', `q${each}`]], [['assistant', `a${each}`]]),
    )
    const [turn] = await turnsIn([madeSpan(at(0, 0, 0, 1000)), ...calls])
    expect(turn!.unreadCalls).toBe(100)
    expect(turn!.messages).toHaveLength(400)
  })
})

describe('a turn with nothing to read', () => {
  it('says why', async () => {
    const silent = madeSpan({ ...at(0, 0, 0, 100), attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': 3 } })
    expect((await turnsIn([silent]))[0]!.notRecorded).toMatchObject({ reason: 'not_captured' })
    expect((await turnsIn([madeSpan(at(0, 0, 0, 100))]))[0]!.notRecorded).toMatchObject({ reason: 'no_model_work' })
  })
})
