import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FilterScope } from '../model/filter.ts'
import { exactly } from '../model/filter.ts'
import { addTerm, conditionsOf, parseFilter, quoteValue, removeTerm, writeTerm } from './filter.ts'

const now = Date.UTC(2026, 10, 22, 9, 57, 36)
const parse = (text: string, scope: FilterScope = 'session') => parseFilter(text, scope, now)
const conditions = (text: string, scope: FilterScope = 'session') => {
  const terms = parse(text, scope)
  expect(terms.flatMap(({ fault }) => fault ?? [])).toEqual([])
  return conditionsOf(terms)
}
const faultOf = (text: string, scope: FilterScope = 'session') => parse(text, scope).flatMap(({ fault }) => fault ?? [])[0]
const placeOf = (text: string, scope: FilterScope = 'session') => {
  const fault = faultOf(text, scope)
  return fault && text.slice(fault.start, fault.end)
}
const said = (text: string, isExcluded = false) => ({ kind: 'text', text, isExcluded })
const ns = 1_000_000_000n

describe('a filter text', () => {
  it('finds words and phrases whatever the case, and excludes them', () => {
    expect(conditions('  Refund "Delete the TABLE" -maybe -"not this"')).toEqual([
      said('refund'),
      said('delete the table'),
      said('maybe', true),
      said('not this', true),
    ])
  })

  it('takes a number with a colon, a lone minus and stray colons as text', () => {
    expect(conditions('12:30 - :x (a) b)')).toEqual(['12:30', '-', ':x', '(a)', 'b)'].map((word) => said(word)))
  })

  it('narrows fields, whatever the case of their names, and ors what commas divide', () => {
    expect(conditions('sessionId:a session:"b, c",d STATUS:error,Waiting -user:u1')).toEqual([
      exactly('session', ['a']),
      exactly('session', ['b, c', 'd']),
      exactly('status', ['error', 'waiting']),
      { ...exactly('user', ['u1']), isExcluded: true },
    ])
  })

  it('knows patterns, and takes what is quoted literally', () => {
    const [loose, exact] = conditions('model:gpt-4o* model:"gpt-4o*"')
    expect(loose).toMatchObject({ anyOf: [{ text: 'gpt-4o*', isPattern: true }] })
    expect(exact).toMatchObject({ anyOf: [{ text: 'gpt-4o*', isPattern: false }] })
  })

  it.each<[string, bigint | undefined, boolean, bigint | undefined, boolean]>([
    ['errors:>0', 0n, false, undefined, false],
    ['tokens:1k..5k', 1000n, true, 5000n, true],
    ['tokens:1.5k..', 1500n, true, undefined, false],
    ['tokens:<=2m', undefined, false, 2_000_000n, true],
    ['traces:5', 5n, true, 5n, true],
    ['latency:>2.5s', (5n * ns) / 2n, false, undefined, false],
    ['latency:<300', undefined, false, 300_000_000n, false],
    ['duration:>=1h30m', 5400n * ns, true, undefined, false],
    ['cost:>=0.10', 100_000_000n, true, undefined, false],
    ['cost:$1..$5', ns, true, 5n * ns, true],
  ])('reads the range of %s', (text, from, fromIn, to, toIn) => {
    const bound = (value: bigint | undefined, isIncluded: boolean) => (value === undefined ? undefined : { value, isIncluded })
    expect(conditions(text)).toMatchObject([{ anyOf: [{ kind: 'range', from: bound(from, fromIn), to: bound(to, toIn) }] }])
  })

  it('takes a date as all of its day', () => {
    const first = BigInt(Date.UTC(2026, 10, 20)) * 1_000_000n
    const last = BigInt(Date.UTC(2026, 10, 21)) * 1_000_000n - 1n
    const [on, after] = conditions('created:2026-11-20 created:>2026-11-20')
    expect(on).toMatchObject({ anyOf: [{ from: { value: first, isIncluded: true }, to: { value: last, isIncluded: true } }] })
    expect(after).toMatchObject({ anyOf: [{ from: { value: last, isIncluded: false }, to: undefined }] })
  })

  it('asks whether a field is known, and of attributes by their key', () => {
    expect(conditions('has:user -has:attr.a.b attr.deployment.region:eu attr."a: b":x metadata.Plan:Pro')).toMatchObject([
      { kind: 'has', field: 'user', isExcluded: false },
      { kind: 'has', field: 'attr', key: 'a.b', isExcluded: true },
      { field: 'attr', key: 'deployment.region' },
      { field: 'attr', key: 'a: b' },
      { field: 'metadata', key: 'Plan' },
    ])
  })

  it('asks of the traces and spans inside', () => {
    expect(
      conditions('any(trace status:error any(span kind:tool "x)")) -all(spans latency:<5s) count(span tool:search):>=2'),
    ).toMatchObject([
      {
        kind: 'inside',
        of: 'trace',
        quantifier: 'any',
        conditions: [{ field: 'status' }, { kind: 'inside', of: 'span', conditions: [{ field: 'kind' }, { kind: 'text', text: 'x)' }] }],
      },
      { kind: 'inside', of: 'span', quantifier: 'all', isExcluded: true },
      { kind: 'inside', quantifier: 'count', count: { from: { value: 2n, isIncluded: true } } },
    ])
  })

  it.each([
    ['status:broken', 'broken'],
    ['user:a status:ok,nope', 'nope'],
    ['status:', 'status'],
    ['foo:1', 'foo'],
    ['constructor:x', 'constructor'],
    ['__proto__:x', '__proto__'],
    ['attr:x', 'attr'],
    ['tokens:many', 'many'],
    ['errors:1.5', '1.5'],
    ['cost:>', '>'],
    ['tokens:5..1', '5..1'],
    ['created:2026-02-30', '2026-02-30'],
    ['has:nothing', 'nothing'],
    ['kind:tool', 'kind'],
    ['any(trace foo:1)', 'foo'],
    ['any(trace', 'any(trace'],
    ['any(span)', 'any(span)'],
    ['any(status:ok)', 'any(status:ok)'],
    ['count(span kind:tool)', 'count(span kind:tool)'],
    ['""', '""'],
  ])('says what is wrong in %s, and where', (text, place) => {
    expect(placeOf(text)).toBe(place)
    expect(faultOf(text)?.message).toMatch(/\.$/)
  })

  it('names the way to a field that is only inside', () => {
    expect(faultOf('ttft:>1s')?.hint).toBe('Ask of what is inside: `any(trace ttft:…)`.')
    expect(faultOf('traces:5', 'trace')?.hint).toContain('quote it')
  })

  it('refuses more terms than a query should hold, inside brackets too', () => {
    expect(parse('a '.repeat(60)).filter(({ fault }) => fault)).toHaveLength(10)
    expect(faultOf(`any(span ${'a '.repeat(60)})`)?.message).toContain('at most 50 terms')
  })

  it('gives back any text that was quoted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (text) => {
        expect(conditions(`"${text.replace(/["\\]/g, (letter) => `\\${letter}`)}"`)).toEqual([said(text.toWellFormed().toLowerCase())])
      }),
    )
  })

  it('reads what it has written, whatever the value and the key', () => {
    const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(words, words, words, fc.boolean(), (key, value, other, isExcluded) => {
        const text = writeTerm({ field: 'attr', key }, [value, other], isExcluded)
        const matches = [value, other].map((word) => ({ kind: 'text', text: word.toWellFormed(), isPattern: false }))
        expect(conditions(`a ${text} b`)[1]).toEqual({ kind: 'field', field: 'attr', key, anyOf: matches, isExcluded })
        expect(removeTerm(`a ${text} b`, parse(`a ${text} b`)[1]!)).toBe('a b')
      }),
    )
    expect([quoteValue('eu-west'), quoteValue('a b'), quoteValue('1..2'), quoteValue('>x')]).toEqual(['eu-west', '"a b"', '"1..2"', '">x"'])
    expect(addTerm(addTerm('x', 'user:a'), 'user:a')).toBe('x user:a')
  })

  it('gives every character a term or calls it space, and never fails', () => {
    const odd = fc.string({
      unit: fc.constantFrom(...Array.from('ab:",\\- \t%_\0()*.<>'), 'any(', 'span ', 'status:', 'tokens:'),
      maxLength: 40,
    })
    fc.assert(
      fc.property(odd, fc.constantFrom<FilterScope>('session', 'trace', 'span'), (text, scope) => {
        let at = 0
        for (const { start, end } of parse(text, scope)) {
          expect(text.slice(at, start).trim()).toBe('')
          expect(end).toBeGreaterThan(start)
          at = end
        }
        expect(text.slice(at).trim()).toBe('')
      }),
    )
  })
})
