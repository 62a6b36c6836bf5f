import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeAt } from './place.ts'

/** `|` marks the caret. */
const at = (marked: string, scope: 'session' | 'trace' = 'session') => {
  const caret = marked.indexOf('|')
  const text = marked.replace('|', '')
  const place = placeAt(text, caret, scope)
  return { ...place, replaced: text.slice(place.start, place.end), field: place.kind === 'value' ? place.field.name : undefined }
}

describe('the place of the caret', () => {
  it.each([
    ['|', 'word', '', ''],
    ['sta|', 'word', 'sta', 'sta'],
    ['-sta|', 'word', 'sta', 'sta'],
    ['refund |', 'word', '', ''],
    ['refund po|licy', 'word', 'po', 'policy'],
    ['st|atus:error', 'word', 'st', 'status:'],
    ['foo:b|', 'word', 'foo', 'foo:'],
    ['has:us|', 'has', 'us', 'us'],
    ['any(|', 'inside', '', ''],
    ['any(sp|', 'inside', 'sp', 'sp'],
    ['any(span |)', 'word', '', ''],
    ['any(span ki|)', 'word', 'ki', 'ki'],
    ['any(span kind:tool) re|', 'word', 're', 're'],
  ])('in %s is that of a word, a field or what is inside', (marked, kind, typed, replaced) => {
    expect(at(marked)).toMatchObject({ kind, typed, replaced })
  })

  it.each([
    ['status:|', 'status', '', ''],
    ['user:al|', 'user', 'al', 'al'],
    ['user:alice,b|ob x', 'user', 'b', 'bob'],
    ['-user:"a b|"', 'user', 'a b', '"a b"'],
    ['attr.region:e|u', 'attr', 'e', 'eu'],
    ['attr."a b":e|', 'attr', 'e', 'e'],
    ['any(span kind:to|)', 'kind', 'to', 'to'],
    ['any(trace any(span tool:se|', 'tool', 'se', 'se'],
  ])('in %s is that of a value', (marked, field, typed, replaced) => {
    expect(at(marked)).toMatchObject({ kind: 'value', field, typed, replaced })
  })

  it('knows what the terms there are about, and what is chosen already', () => {
    expect(at('any(span status:|)')).toMatchObject({ scope: 'span', depth: 1 })
    expect(at('any(trace any(span x) status:|)')).toMatchObject({ scope: 'trace', depth: 1 })
    expect(at('any(span x) status:|')).toMatchObject({ scope: 'session', depth: 0 })
    expect(at('status:error,|,ok')).toMatchObject({ taken: ['error', 'ok'] })
  })

  it('is somewhere in any text', () => {
    const odd = fc.string({ unit: fc.constantFrom(...Array.from('ab:",\\- ().'), 'any(', 'span ', 'status:', 'attr.'), maxLength: 30 })
    fc.assert(
      fc.property(odd, fc.nat(30), (text, somewhere) => {
        const caret = Math.min(somewhere, text.length)
        const { start, end } = placeAt(text, caret, 'session')
        expect(start).toBeLessThanOrEqual(caret)
        expect(end).toBeGreaterThanOrEqual(start)
        expect(end).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
