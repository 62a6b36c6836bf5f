import { describe, expect, it } from 'vitest'
import { agent, asks, call, gives, madeSpan, tool, transcript, turnsIn } from './example-turns.ts'

const at = (turn: number, span: number, from: number, to: number, parent?: number) => ({
  turn,
  span,
  from,
  to,
  ...(parent === undefined ? {} : { parent }),
})
const simple = (turn: number, input: Parameters<typeof call>[1], reply: string) => call(at(turn, 0, 0, 100), input, [['assistant', reply]])

describe('a history that is sent again', () => {
  it('is not said again', async () => {
    const spans = [
      simple(
        0,
        [
          ['system', 'Be brief.'],
          ['user', 'Hi'],
        ],
        'Hello',
      ),
      simple(
        1,
        [
          ['system', 'Be brief.'],
          ['user', 'Hi'],
          ['assistant', 'Hello'],
          ['user', 'And?'],
        ],
        'Well',
      ),
    ]
    expect(await transcript(spans)).toEqual([
      ['system: Be brief.', 'user: Hi', 'assistant: Hello'],
      ['user: And?', 'assistant: Well'],
    ])
    expect(await turnsIn(spans)).toMatchObject([{ earlierMessages: 0 }, { earlierMessages: 2 }])
  })

  it('does not swallow what is said in the same words again', async () => {
    const first = simple(0, [['user', 'yes']], 'Sure?')
    const told = [
      ['user: yes', 'assistant: Sure?'],
      ['user: yes', 'assistant: Done'],
    ]
    expect(
      await transcript([
        first,
        simple(
          1,
          [
            ['user', 'yes'],
            ['assistant', 'Sure?'],
            ['user', 'yes'],
          ],
          'Done',
        ),
      ]),
    ).toEqual(told)
    expect(await transcript([first, simple(1, [['user', 'yes']], 'Done')])).toEqual(told)
  })

  it('tells what was said and not recorded when it was', async () => {
    const spans = [
      call(at(0, 0, 0, 100), [['user', 'Hi']]),
      simple(
        1,
        [
          ['user', 'Hi'],
          ['assistant', 'Hello'],
          ['user', 'And?'],
        ],
        'Well',
      ),
    ]
    expect(await transcript(spans)).toEqual([['user: Hi'], ['assistant: Hello', 'user: And?', 'assistant: Well']])
  })

  it('may be shortened or put in other words', async () => {
    const long = [
      simple(0, [['user', 'one']], 'first'),
      simple(
        1,
        [
          ['user', 'one'],
          ['assistant', 'first'],
          ['user', 'two'],
        ],
        'second',
      ),
    ]
    const cut = simple(
      2,
      [
        ['user', 'two'],
        ['assistant', 'second'],
        ['user', 'three'],
      ],
      'third',
    )
    expect((await turnsIn([...long, cut]))[2]).toMatchObject({ history: { removed: 2, added: 0 }, earlierMessages: 2 })
    const summed = simple(
      2,
      [
        ['user', 'one'],
        ['assistant', 'in short: second'],
        ['user', 'three'],
      ],
      'third',
    )
    expect((await transcript([...long, summed]))[2]).toEqual(['user: three', 'assistant: third'])
    expect((await turnsIn([...long, summed]))[2]).toMatchObject({ history: { added: 1 } })
  })

  it('begins with examples in the first turn alone', async () => {
    const examples: Parameters<typeof call>[1] = [
      ['user', 'sample'],
      ['assistant', 'like so'],
    ]
    const spans = [simple(0, [...examples, ['user', 'one']], 'first'), simple(1, [...examples, ['user', 'two']], 'second')]
    expect(await transcript(spans)).toEqual([
      ['user: sample', 'assistant: like so', 'user: one', 'assistant: first'],
      ['user: two', 'assistant: second'],
    ])
  })
})

describe('tools', () => {
  const asked = call(at(0, 1, 10, 20, 0), [['user', 'Go']], [['assistant', asks('c1')]])
  const root = agent(at(0, 0, 0, 100), [['user', 'Go']], [['assistant', 'Done']])

  it('stand between the message that asks and the one that follows', async () => {
    const answered = call(
      at(0, 3, 40, 50, 0),
      [
        ['user', 'Go'],
        ['assistant', asks('c1')],
        ['tool', gives('c1', 'found')],
      ],
      [['assistant', 'Done']],
    )
    const told = ['user: Go', 'assistant: look(c1)', 'tool: found', 'assistant: Done']
    expect(await transcript([root, asked, tool(at(0, 2, 25, 30, 0), 'c1', 'found'), answered])).toEqual([told])
  })

  it('tell their result themselves when no model hears of it, and no later turn tells it again', async () => {
    const spans = [asked, tool(at(0, 2, 25, 30, 0), 'c1', 'found'), madeSpan(at(0, 0, 0, 100))]
    const next = simple(
      1,
      [
        ['user', 'Go'],
        ['assistant', asks('c1')],
        ['tool', gives('c1', '"found" by look')],
        ['user', 'And?'],
      ],
      'Well',
    )
    expect(await transcript([...spans, next])).toEqual([
      ['user: Go', 'assistant: look(c1)', 'tool: found'],
      ['user: And?', 'assistant: Well'],
    ])
  })

  it('are asked for once when a history leaves the calls out', async () => {
    const answered = call(
      at(0, 3, 40, 50, 0),
      [
        ['user', 'Go'],
        ['tool', gives('c1', 'found')],
      ],
      [['assistant', 'Done']],
    )
    expect(await transcript([root, asked, answered])).toEqual([['user: Go', 'assistant: look(c1)', 'tool: found', 'assistant: Done']])
  })
})

describe('several calls in one turn', () => {
  it('that try again ask once', async () => {
    const failed = call({ ...at(0, 1, 10, 20, 0), error: 'overloaded' }, [['user', 'Go']])
    const again = call(at(0, 2, 30, 40, 0), [['user', 'Go']], [['assistant', 'Done']])
    expect(await transcript([madeSpan(at(0, 0, 0, 100)), failed, again])).toEqual([['user: Go', 'assistant: Done']])
  })

  it('at the same time are told in the order they ended', async () => {
    const slow = call(at(0, 1, 10, 60, 0), [['user', 'Go']], [['assistant', 'slow']])
    const fast = call(at(0, 2, 11, 30, 0), [['user', 'Go']], [['assistant', 'fast']])
    expect(await transcript([madeSpan(at(0, 0, 0, 100)), slow, fast])).toEqual([['user: Go', 'assistant: fast', 'assistant: slow']])
  })

  it('are steps and no conversation inside a tool, as routers, and with prompts that a program wrote', async () => {
    const spans = [
      agent(at(0, 0, 0, 100), [['user', 'Go']], [['assistant', 'Done']]),
      call(
        at(0, 1, 5, 10, 0),
        [
          ['system', 'Route.'],
          ['user', 'Go'],
        ],
        [['assistant', 'to the searcher']],
      ),
      tool(at(0, 2, 15, 40, 0), 'c1', 'found'),
      call(at(0, 3, 20, 30, 2), [['user', 'Search for Go']], [['assistant', 'found']]),
      call(at(0, 4, 50, 60, 0), [['user', 'Answer "Go" from: found']], [['assistant', 'Done']]),
    ]
    expect(await transcript(spans)).toEqual([['user: Go', 'assistant: Done']])
    expect((await turnsIn(spans))[0]!.steps.map(({ kind }) => kind)).toEqual(['agent', 'llm', 'tool', 'llm', 'llm'])
  })

  it('belong to an agent that a tool handed over to when nobody speaks after it', async () => {
    const first = call(at(0, 1, 5, 10, 0), [['user', 'Go']], [['assistant', asks('c1')]])
    const other = call(
      at(0, 3, 20, 30, 2),
      [
        ['user', 'Go'],
        ['assistant', asks('c1')],
      ],
      [['assistant', 'Taken over']],
    )
    const told = ['user: Go', 'assistant: look(c1)', 'assistant: Taken over']
    expect(await transcript([madeSpan(at(0, 0, 0, 100)), first, tool(at(0, 2, 15, 40, 0), 'c1'), other])).toEqual([told])
  })
})

describe('a step above the model calls', () => {
  it('is heard where no call says its words', async () => {
    const spans = [agent(at(0, 0, 0, 100), [['user', 'Go']], [['assistant', 'Done, at last']]), call(at(0, 1, 5, 10, 0), [['user', 'Go']])]
    expect(await transcript(spans)).toEqual([['user: Go', 'assistant: Done, at last']])
  })

  it('says nothing new with all answers of its calls in one text, or with the whole history', async () => {
    const spans = [
      agent(
        at(0, 0, 0, 100),
        [['user', 'Go']],
        [
          ['user', 'Go'],
          ['assistant', 'Let me see. Done'],
        ],
      ),
      call(at(0, 1, 5, 10, 0), [['user', 'Go']], [['assistant', 'Let me see.']]),
      call(
        at(0, 2, 15, 20, 0),
        [
          ['user', 'Go'],
          ['assistant', 'Let me see.'],
        ],
        [['assistant', 'Done']],
      ),
    ]
    expect(await transcript(spans)).toEqual([['user: Go', 'assistant: Let me see.', 'assistant: Done']])
  })
})

describe('traces at the same time', () => {
  it('that tell of the same words tell them once', async () => {
    const whole = agent(at(0, 0, 0, 90_000), [['user', 'Go']], [['assistant', 'Done']])
    expect(await transcript([whole, simple(1, [['user', 'Go']], 'Done')])).toEqual([['user: Go', 'assistant: Done'], []])
  })
})
