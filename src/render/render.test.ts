import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Turn } from '../api/contract/turn.ts'
import { exampleMessage, examplePage, exampleRow, exampleSession, exampleSpan, exampleTrace, exampleTurn } from './example-session.ts'
import { renderSearch, renderSession, renderSessions, renderTrace, type Form } from './render.ts'

const TEXT: Form = { type: 'text' }
const MARKDOWN: Form = { type: 'markdown' }
const JSON_FORM: Form = { type: 'json' }
const FORMS = [TEXT, { type: 'text', width: 60, hasColor: false }, MARKDOWN, JSON_FORM] as const

async function* each<T>(things: readonly T[]) {
  yield* things
}

async function renderTurns(turns: readonly Turn[], form: Form, session = exampleSession()): Promise<string> {
  let text = ''
  for await (const piece of renderSession(session, each(turns), form)) text += piece
  return text
}

const timesIn = (text: string, part: string) => text.split(part).length - 1

const PAUSE = {
  spanId: 'c'.repeat(16),
  ids: ['i'],
  payload: { question: 'Drop staging?' },
  since: '2026-11-22T08:58:20.000Z',
  answeredAt: '2026-11-22T09:02:32.000Z',
  waitMs: 252_000,
  answer: 'approve',
  resumedByTraceId: 'f'.repeat(32),
}
const CONVERSATION: readonly Turn[] = [
  exampleTurn({
    messages: [
      exampleMessage('user', 'delete the staging table'),
      exampleMessage('assistant', '', { parts: [{ type: 'tool_call', id: 'call-1', name: 'drop_table', arguments: { name: 'staging' } }] }),
      exampleMessage('interrupt', 'Drop staging?', { spanId: PAUSE.spanId }),
    ],
    steps: [
      { spanId: 'd', kind: 'tool', name: 'drop_table', outcome: 'interrupted', startedAt: PAUSE.since, durationMs: 0.25, callId: 'call-1' },
      { spanId: 'e', kind: 'llm', name: 'chat', outcome: 'ok', startedAt: PAUSE.since, durationMs: 859, model: 'gpt-4o', totalTokens: 583 },
    ],
    stepCount: 2,
    status: 'waiting',
    pause: PAUSE,
    pauses: [PAUSE],
  }),
  exampleTurn({
    index: 1,
    traceId: 'f'.repeat(32),
    gapBeforeMs: 3_120_000,
    earlierMessages: 3,
    messages: [exampleMessage('human', 'approve'), exampleMessage('assistant', 'Dropped it.')],
    errors: [{ spanId: 'g', spanName: 'audit', type: 'ValueError', message: 'no audit log', at: PAUSE.since, recovered: true }],
    status: 'error',
    errorCount: 1,
    isRecovered: true,
  }),
]

describe('a conversation', () => {
  it.each(FORMS)('says each message once, in order: $type', async (form) => {
    const text = await renderTurns(CONVERSATION, form)
    const said = ['delete the staging table', 'Dropped it.']
    expect(said.map((words) => timesIn(text, words))).toEqual(form.type === 'json' ? [2, 2] : [1, 1])
    expect(text.indexOf(said[0]!)).toBeLessThan(text.indexOf(said[1]!))
  })

  it('tells question, wait and answer of a pause, a rest, an error, and the tool where it was called', async () => {
    expect((await renderTurns(CONVERSATION, { type: 'text', width: 90 })).split('\n').slice(8)).toMatchInlineSnapshot(`
      [
        "waiting",
        "AgentExecutor.workflow, trace aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "",
        "User",
        "  delete the staging table",
        "",
        "Assistant",
        "Calls drop_table · 0.25 ms · waits for a human",
        "  {"name":"staging"}",
        "",
        "Asks a human",
        "  Drop staging?",
        "Waited for a human from 2026-11-22 08:58:20 UTC; answered 2026-11-22 09:02:32 UTC after 4m",
        "12s, which trace ffffffffffffffffffffffffffffffff goes on from",
        "",
        "Steps",
        "- llm chat, 859 ms, gpt-4o, 583 tokens",
        "",
        "── Turn 2 · 2026-11-22 08:58:12 UTC · 3.63 s · 2,853 tokens",
        "1 error, recovered",
        "AgentExecutor.workflow, trace ffffffffffffffffffffffffffffffff",
        "Begins 52m 00s after all before it had ended",
        "3 earlier messages sent again",
        "",
        "Answer of a human",
        "  approve",
        "",
        "Assistant",
        "  Dropped it.",
        "Recovered error in audit: ValueError: no audit log",
        "",
      ]
    `)
  })

  it('has a heading for every turn in Markdown', async () => {
    const text = await renderTurns(CONVERSATION, MARKDOWN)
    expect(text.match(/^#+ .*$/gm)).toMatchInlineSnapshot(`
      [
        "# Session 90199272-398d-4167-b45a-552500664890",
        "## Turn 1 · 2026-11-22 08:58:12 UTC · 3.63 s · 2,853 tokens",
        "## Turn 2 · 2026-11-22 08:58:12 UTC · 3.63 s · 2,853 tokens",
      ]
    `)
  })

  it('is the objects of the API in JSON', async () => {
    expect(JSON.parse(await renderTurns(CONVERSATION, JSON_FORM))).toEqual({ session: exampleSession(), turns: CONVERSATION })
    expect(JSON.parse(await renderTurns([], JSON_FORM))).toEqual({ session: exampleSession(), turns: [] })
  })

  it('tells the question and the answer itself where no message does', async () => {
    const here = { ...PAUSE, resumedByTraceId: 'a'.repeat(32) }
    const text = await renderTurns([exampleTurn({ pauses: [here] })], TEXT)
    expect(text).toContain('Drop staging?')
    expect(text).toContain('  approve')
    expect(text).toContain('after 4m 12s')
  })

  it('says what is cut, what was not recorded, and what else a message may hold', async () => {
    const message = exampleMessage('user', 'long', {
      parts: [
        { type: 'text', text: 'long' },
        { type: 'media', modality: 'image', mimeType: 'image/png', bytes: 2048 },
        { type: 'redacted', marker: '[REDACTED]' },
        { type: 'approval_response', approved: false, reason: 'too risky' },
        { type: 'tool_result', name: 'sql', result: { rows: 3 } },
        { type: 'other', value: [1] },
      ],
      cuts: [{ part: 0, chars: 2_000_000, pointer: '/messages/0/parts/0/text' }],
    })
    const notRecorded = { reason: 'not_captured', detail: 'The sender records no content.' } as const
    const text = await renderTurns([exampleTurn({ messages: [message], notRecorded })], TEXT)
    for (const words of [
      'all 2,000,000 characters are in span bbbbbbbbbbbbbbbb at /messages/0/parts/0/text',
      '[image, image/png, 2.0 KiB]',
      'Left out by the sender: [REDACTED]',
      'Not approved: too risky',
      '{"rows":3}',
      '[1]',
      'The sender records no content.',
    ])
      expect(text).toContain(words)
  })
})

describe('hostile text', () => {
  const EVIL = '\u001b]52;c;ZXZpbA==\u0007\u001b[2J\u009b31m\u202e'
  const turn = exampleTurn({
    name: EVIL,
    models: [EVIL],
    messages: [
      exampleMessage('user', EVIL, { name: EVIL }),
      exampleMessage('assistant', '', { parts: [{ type: 'tool_call', name: EVIL, arguments: { [EVIL]: EVIL } }] }),
    ],
    errors: [{ spanId: 's', spanName: EVIL, type: EVIL, message: EVIL, at: '2026-11-22T08:58:20.000Z', recovered: false }],
  })
  // oxlint-disable-next-line no-control-regex
  const ACTS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

  it.each(FORMS)('acts on no terminal: $type', async (form) => {
    const session = exampleSession({ id: EVIL, users: [EVIL], aliases: [EVIL], tools: [EVIL] })
    expect(await renderTurns([turn], form, session)).not.toMatch(ACTS)
    expect(renderSessions(examplePage([exampleRow({ id: EVIL, firstMessage: EVIL, userId: EVIL })]), form)).not.toMatch(ACTS)
    const hit = { traceId: 't', spanId: 's', spanName: EVIL, kind: 'llm' as const, at: '2026-11-22T08:58:20.000Z', hitsInTrace: 1 }
    const found = { items: [{ ...hit, sessionId: EVIL, turn: 0, snippet: { text: EVIL, marks: [] } }], total: 1, totalIsExact: true }
    expect(renderSearch(found, form)).not.toMatch(ACTS)
    expect(renderTrace(exampleTrace({ name: EVIL, input: EVIL }), [exampleSpan('1', { name: EVIL, model: EVIL })], form)).not.toMatch(ACTS)
  })

  it('cannot leave its block in Markdown', async () => {
    const lines = fc.array(fc.constantFrom('```', '````', '~~~', '# Turn 2', '</details>', '> q', '    code', '| a |', '', '``````js'), {
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(lines, fc.constantFrom('\n', '\r', '\r\n'), async (parts, end) => {
        const said = parts.join(end)
        const text = await renderTurns([exampleTurn({ messages: [exampleMessage('user', said)] })], MARKDOWN)
        const outside = outsideFences(text)
        expect(outside.filter((line) => line.startsWith('#'))).toHaveLength(2)
        expect(outside.join('\n')).not.toMatch(/details|^>|^~~~/m)
      }),
    )
  })

  it('is plain words in names: no link, no image, no markup, no table cell', async () => {
    const name = '[a](http://evil) ![i](//evil/x.png) <img src=x> `c` *b* a|b a\\|b www.evil.example @someone'
    const page = renderSessions(examplePage([exampleRow({ firstMessage: name })]), MARKDOWN)
    const row = page.split('\n').find((line) => line.includes('evil'))!
    expect(row.replace(/\\[^]/g, '').match(/\|/g)).toHaveLength(13)
    expect(row.replace(/\\[^]/g, '')).not.toMatch(/[[\]<>`*@]|:\/\/|www\./)
  })
})

/** Lines of Markdown that stand in no fenced block, read as CommonMark reads fences. */
function outsideFences(markdown: string): string[] {
  const outside: string[] = []
  let fence: string | undefined
  for (const line of markdown.split('\n')) {
    if (fence !== undefined) {
      const closing = /^ {0,3}(`{3,})[ \t]*$/.exec(line)?.[1]
      if (closing !== undefined && closing.length >= fence.length) fence = undefined
    } else {
      fence = /^ {0,3}(`{3,})[^`]*$/.exec(line)?.[1]
      if (fence === undefined) outside.push(line)
    }
  }
  expect(fence).toBeUndefined()
  return outside
}

describe('the sessions', () => {
  const page = examplePage(
    [exampleRow(), exampleRow({ id: 'b', status: 'error', errorCount: 1, totalTokens: undefined, costUsd: undefined, userId: 'alice' })],
    { total: 7, tracesWithoutSession: 1 },
  )

  it('are a table that fits the terminal, with ids in full', () => {
    const wide = renderSessions(page, { type: 'text', width: 200 })
    expect(wide).toMatchInlineSnapshot(`
      "Status  Session                               Last trace (UTC)  Traces  Errors  Total tokens     Cost  First message  User   Created (UTC)     Prompt  Completion
      ok      90199272-398d-4167-b45a-552500664890  2026-11-22 08:58       2       0         8,620  ≈ $0.02  show tables           2026-11-22 08:58   8,318         302
      error   b                                     2026-11-22 08:58       2       1             —        —  show tables    alice  2026-11-22 08:58   8,318         302
      The first 2 of 7 sessions: 2 traces, 0 with errors, 8,620 tokens, —
      1 trace has no session id and is not listed here
      "
    `)
    for (const width of [80, 100, 120]) {
      const lines = renderSessions(page, { type: 'text', width }).split('\n')
      expect(lines.filter((line) => line.length > width)).toEqual([])
      expect(lines.join('\n')).toContain(exampleRow().id)
    }
  })

  it('are painted only where there is colour', () => {
    expect(renderSessions(page, { type: 'text', width: 100, hasColor: true })).toContain('\u001b[31merror ')
    expect(renderSessions(page, { type: 'text', width: 100 })).not.toContain('\u001b')
  })

  it('are the answer of the API in JSON', () => {
    expect(JSON.parse(renderSessions(page, JSON_FORM))).toEqual(page)
  })

  it('are none, and it says so', () => {
    expect(renderSessions(examplePage([]), TEXT)).toMatch(/^0 sessions: /)
  })
})

describe('a trace', () => {
  const spans = [
    exampleSpan('1', { kind: 'agent', durationMs: 3630 }),
    exampleSpan('2', { parentId: '1', kind: 'llm', model: 'gpt-4o', totalTokens: 583, counted: true }),
    exampleSpan('3', { parentId: '2', outcome: 'error' }),
    exampleSpan('4', { parentId: '1', isPending: true }),
    exampleSpan('5', { parentId: 'gone' }),
  ]

  it('is its numbers and its spans as a tree', () => {
    expect(renderTrace(exampleTrace({ input: 'hi' }), spans, { type: 'text', width: 100 })).toMatchInlineSnapshot(`
      "Trace aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa · AgentExecutor.workflow
      ok
      Duration 3.63 s   Spans 2   Errors 0   Prompt —   Completion —   Total tokens —   Cost —
      Started 2026-11-22 08:58:12 UTC   Ended 2026-11-22 08:58:12 UTC
      Input
        hi

      ── Spans
      Span                          Duration  Outcome  Kind   Tokens  Model   Span id
      span 1                          3.63 s  ok       agent       —          1
        span 2                       12.4 ms  ok       llm       583  gpt-4o  2
          span 3                     12.4 ms  error    chain       —          3
        span 4                       running  ok       chain       —          4
      span 5 (parent not received)   12.4 ms  ok       chain       —          5
      "
    `)
  })

  it('shows every span once, also those in a circle or tens of thousands of levels deep', () => {
    const circle = [exampleSpan('a', { parentId: 'b' }), exampleSpan('b', { parentId: 'a' }), exampleSpan('c', { parentId: 'c' })]
    const text = renderTrace(exampleTrace(), circle, TEXT)
    for (const { name } of circle) expect(timesIn(text, name)).toBe(1)
    const chain = Array.from({ length: 30_000 }, (_, at) => exampleSpan(`n${at}`, at === 0 ? {} : { parentId: `n${at - 1}` }))
    expect(
      renderTrace(exampleTrace(), chain, TEXT)
        .split('\n')
        .filter((line) => line.includes('span n')),
    ).toHaveLength(30_000)
  })

  it('is the objects of the API in JSON', () => {
    expect(JSON.parse(renderTrace(exampleTrace(), spans, JSON_FORM))).toEqual({ trace: exampleTrace(), spans })
  })
})
