import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paused, trace } from './example-traces.ts'
import { foldSession, segmentsOf } from './rollup.ts'

const questionOf = (id: string) => ({ checkpointNs: '', ids: [id] })

describe('a session is a fold of its traces', () => {
  it('counts traces with errors, not error spans', () => {
    expect(foldSession([trace('a', 1, 2, { errorCount: 3 }), trace('b', 3, 4)])).toMatchObject({
      traceCount: 2,
      errorCount: 1,
      errorSpanCount: 3,
    })
  })

  it('adds what was reported and leaves the rest absent', () => {
    expect(foldSession([trace('a', 1, 2, { promptTokens: 5 }), trace('b', 3, 4)])).toMatchObject({
      promptTokens: 5,
      completionTokens: undefined,
    })
  })

  it('counts once what a sender tells in spans and, under ids of other traces, in log events', () => {
    const events = trace('a', 1, 2, { promptTokens: 5, totalTokens: 6, isFromLogs: true, service: 'codex' })
    const spans = trace('b', 1, 2, { promptTokens: 5, totalTokens: 6, service: 'codex' })
    const quiet = trace('c', 1, 2, { service: 'codex' })
    expect(foldSession([events, spans])).toMatchObject({ traceCount: 2, promptTokens: 5, totalTokens: 6 })
    expect(foldSession([events, quiet])).toMatchObject({ promptTokens: 5 })
    expect(foldSession([events, { ...spans, service: 'another' }])).toMatchObject({ promptTokens: 10 })
  })

  it('is nothing without traces', () => {
    expect(foldSession([])).toBeUndefined()
  })

  it('gives the same session for any order of the same traces', () => {
    const any = fc.record({
      start: fc.nat(9),
      length: fc.nat(9),
      kind: fc.constantFrom('plain', 'paused', 'resume'),
      ns: fc.subarray(['n1', 'n2']),
      ids: fc.subarray(['i1', 'i2']),
      wait: fc.option(fc.nat(3), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 6 }), fc.infiniteStream(fc.nat()), (specs, picks) => {
        const traces = specs.map(({ start, length, kind, ns, ids, wait = length }, n) => ({
          ...(kind === 'paused' ? paused(`t${n}`, start, start + length) : trace(`t${n}`, start, start + length)),
          openPauses: kind === 'paused' ? [...ns.map((checkpointNs) => ({ checkpointNs, ids })), ...ids.map((id) => questionOf(id))] : [],
          isResume: kind === 'resume',
          checkpointNamespaces: kind === 'plain' ? [] : ns,
          answeredCallIds: kind === 'paused' ? [] : ids,
          waits: wait < length ? [{ start: BigInt(start + wait), end: BigInt(start + length) }] : [],
        }))
        const rest = [...traces]
        const shuffled = traces.map(() => rest.splice(picks.next().value % rest.length, 1)[0]!)
        const session = foldSession(shuffled)!
        expect(session).toEqual(foldSession(traces))
        const parts = segmentsOf(traces)
        const lengthOf = (kind: string) => parts.filter((s) => s.kind === kind).reduce((sum, s) => sum + s.end - s.start, 0n)
        expect(lengthOf('active')).toBe(session.activeNano)
        expect(lengthOf('waiting')).toBe(session.waitingNano)
        expect(lengthOf('active') + lengthOf('waiting') + lengthOf('idle')).toBe(session.lastActivityUnixNano - session.createdUnixNano)
      }),
    )
  })
})

describe('a pause waits until it is answered or passed by', () => {
  it('waits after a pause in the latest trace', () => {
    expect(foldSession([trace('a', 1, 2), paused('b', 3, 5)])).toMatchObject({
      unansweredTraceIds: ['b'],
      waitingSinceUnixNano: 5n,
      waitingNano: 0n,
    })
  })

  it('is answered by a trace that runs the same checkpoint again', () => {
    const session = foldSession([paused('a', 10, 20, ['n:1']), trace('b', 50, 60, { checkpointNamespaces: ['n:1'] })])
    expect(session).toMatchObject({ unansweredTraceIds: [], waitingSinceUnixNano: 0n, waitingNano: 30n, activeNano: 20n })
  })

  it('is answered by a trace whose input is an answer', () => {
    expect(foldSession([paused('a', 10, 20), trace('b', 50, 60, { isResume: true })])).toMatchObject({
      waitingNano: 30n,
      waitingSinceUnixNano: 0n,
    })
  })

  it('is answered by a trace that answers the call it is about, whatever came between', () => {
    const session = foldSession([
      { ...paused('a', 10, 20), openPauses: [{ checkpointNs: '', ids: ['c1'] }] },
      trace('b', 30, 40),
      trace('c', 50, 60, { answeredCallIds: ['c1'] }),
    ])
    expect(session).toMatchObject({ unansweredTraceIds: [], waitingNano: 30n, waitingSinceUnixNano: 0n })
  })

  it('waits on for the questions that an answer leaves out', () => {
    const two = { ...paused('a', 10, 20), openPauses: ['i1', 'i2'].map((id) => ({ checkpointNs: `n:${id}`, ids: [id] })) }
    const partly = [two, trace('b', 50, 60, { isResume: true, answeredCallIds: ['i1'], checkpointNamespaces: ['n:i1'] })]
    expect(foldSession(partly)).toMatchObject({ unansweredTraceIds: ['a'], waitingSinceUnixNano: 20n, waitingNano: 30n })
    expect(foldSession([...partly, trace('c', 80, 90, { checkpointNamespaces: ['n:i2'] })])).toMatchObject({
      unansweredTraceIds: [],
      waitingSinceUnixNano: 0n,
      waitingNano: 60n,
    })
    expect(foldSession([two, trace('b', 50, 60, { isResume: true, checkpointNamespaces: ['n:i1'] })])).toMatchObject({
      unansweredTraceIds: [],
    })
  })

  it('waits on when a run answers another pause, and is passed by when it answers none', () => {
    const both = [paused('a', 10, 20, ['n:1']), paused('b', 12, 22, ['n:2'])]
    const answered = [...both, trace('root', 50, 60), trace('step', 52, 55, { checkpointNamespaces: ['n:1'] })]
    expect(foldSession(answered)).toMatchObject({ unansweredTraceIds: ['b'], waitingSinceUnixNano: 22n })
    expect(foldSession([...answered, trace('next', 80, 90)])).toMatchObject({ unansweredTraceIds: ['b'], waitingSinceUnixNano: 0n })
  })

  it('is not answered by the other tools of the node that paused', () => {
    const node = [paused('node', 10, 40, ['n:1']), paused('tool', 12, 15, ['n:1'])]
    const other = trace('other tool', 16, 20, { checkpointNamespaces: ['n:1'] })
    expect(foldSession([...node, other])).toMatchObject({ unansweredTraceIds: ['node', 'tool'], waitingNano: 0n })
    expect(foldSession([...node, other, trace('again', 60, 70, { checkpointNamespaces: ['n:1'] })])).toMatchObject({
      unansweredTraceIds: [],
      waitingNano: 45n,
    })
  })

  it('asks again when the run that was resumed pauses', () => {
    const again = { ...paused('b', 50, 60, ['n:1']), isResume: true, checkpointNamespaces: ['n:1'] }
    const session = [paused('a', 10, 20, ['n:1']), again]
    expect(foldSession(session)).toMatchObject({ unansweredTraceIds: ['b'], waitingSinceUnixNano: 60n, waitingNano: 30n })
    expect(foldSession([...session, trace('c', 90, 95, { checkpointNamespaces: ['n:1'] })])).toMatchObject({ waitingNano: 60n })
  })

  it('is passed by, not answered, by a later trace that is neither', () => {
    expect(foldSession([paused('a', 10, 20, ['n:1']), trace('b', 50, 60)])).toMatchObject({
      waitingNano: 0n,
      waitingSinceUnixNano: 0n,
      unansweredTraceIds: ['a'],
    })
  })

  it('is answered by its checkpoint even after it was passed by', () => {
    const session = foldSession([paused('a', 10, 20, ['n:1']), trace('b', 30, 40), trace('c', 50, 60, { checkpointNamespaces: ['n:1'] })])
    expect(session).toMatchObject({ unansweredTraceIds: [], waitingNano: 30n })
  })

  it('still waits when the other traces of the same run began before the pause', () => {
    expect(foldSession([trace('root', 10, 30), paused('node', 15, 20), trace('other', 17, 25)])).toMatchObject({
      unansweredTraceIds: ['node'],
      waitingSinceUnixNano: 20n,
    })
  })

  it('is not passed by when the next step of the same run is a trace of its own', () => {
    const run = [trace('root', 10, 40), paused('left', 15, 20), trace('model', 21, 25), paused('right', 26, 30)]
    expect(foldSession(run)).toMatchObject({ unansweredTraceIds: ['left', 'right'], waitingSinceUnixNano: 30n })
    const answered = foldSession([...run, trace('answer', 50, 60, { isResume: true }), trace('step', 52, 55)])
    expect(answered).toMatchObject({ unansweredTraceIds: [], waitingSinceUnixNano: 0n, waitingNano: 30n })
  })

  it('is answered within a millisecond, though a coarse clock lets the answer start before its end', () => {
    const ms = 1_000_000
    const session = foldSession([paused('a', 2 * ms, 3 * ms + 900_000), trace('b', 3 * ms, 5 * ms, { isResume: true })])
    expect(session).toMatchObject({ unansweredTraceIds: [], waitingSinceUnixNano: 0n, waitingNano: 0n })
  })

  it('counts parallel pauses answered together once', () => {
    const session = foldSession([paused('a', 10, 20, ['n:1']), paused('b', 10, 22, ['n:2']), trace('c', 50, 60, { isResume: true })])
    expect(session?.waitingNano).toBe(30n)
  })
})

describe('time is cut without gaps', () => {
  it('into active, waiting and idle', () => {
    const kinds = segmentsOf([paused('a', 0, 10), trace('b', 30, 40, { isResume: true }), trace('c', 90, 95)]).map((s) => [
      s.kind,
      Number(s.end - s.start),
    ])
    expect(kinds).toEqual([
      ['active', 10],
      ['waiting', 20],
      ['active', 10],
      ['idle', 50],
      ['active', 5],
    ])
  })
})
