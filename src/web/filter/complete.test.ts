import { describe, expect, it } from 'vitest'
import { complete, fit, type Observed } from './complete.ts'
import { placeAt } from './place.ts'

const offered = (text: string, observed: readonly Observed[] = [], recent: readonly string[] = []) =>
  complete(placeAt(text, text.length, 'session'), observed, recent)
const labels = (text: string, observed?: readonly Observed[]) => offered(text, observed).map(({ label }) => label)

describe('completion', () => {
  it('prefers what begins with the typed text, then words in the middle', () => {
    expect(['status', 'not', 'my status', 'mystatus', 'STATUS x'].map((name) => fit(name, 'status'))).toEqual([0, undefined, 2, 3, 1])
    expect(labels('err').slice(0, 2)).toEqual(['errors', 'error'])
  })

  it('finds a field by another name and by what it is about', () => {
    expect(labels('environment')[0]).toBe('env')
    expect(labels('deployment')[0]).toBe('env')
    expect(labels('refund')).toEqual([])
  })

  it('finds what is often asked by its words, and puts it in their place', () => {
    expect(offered('user:a error in a t')[0]).toMatchObject({ label: 'Error in a tool', from: 7, isTerm: true })
    expect(labels('refund sta')[0]).toBe('status')
  })

  it('begins with recent filters, then with what is often asked, then with every field', () => {
    const options = offered('', [], ['user:alice'])
    expect(options[0]).toMatchObject({ group: 'Recent', filter: 'user:alice' })
    expect([...new Set(options.map(({ group }) => group))]).toEqual([
      'Recent',
      'Often asked',
      'Fields',
      'Fields of spans inside',
      'About what is inside',
    ])
  })

  it('asks of the spans inside what only spans have', () => {
    expect(offered('finish')[0]).toMatchObject({ label: 'finish', insert: 'any(span finish:)', caret: 16, isTerm: false })
  })

  it('offers what was seen with its counts, then the other choices', () => {
    expect(offered('status:', [{ value: 'error', count: 3 }]).map(({ label, count }) => [label, count])).toEqual([
      ['error', 3],
      ['ok', 0],
      ['waiting', 0],
      ['running', 0],
    ])
    expect(labels('status:error,w')).toEqual(['waiting'])
    expect(offered('user:al', [{ value: 'al b', count: 2 }])).toMatchObject([
      { label: 'al b', insert: '"al b"', isTerm: true },
      { label: 'al*', insert: 'al*' },
    ])
  })

  it('shows how amounts and times are written', () => {
    expect(labels('tokens:')).toContain('1k..5k')
    expect(labels('latency:>1')).toEqual(['>1s', '>10s', '>1m'])
    expect(labels('created:')).toContain('>=now-24h')
  })

  it('knows the keys of attributes that were seen', () => {
    expect(offered('attr.re', [{ value: 'deploy region', count: 4 }])).toMatchObject([
      { label: 'deploy region', count: 4, insert: 'attr."deploy region":', isTerm: false },
    ])
  })

  it('stays inside the brackets', () => {
    expect(offered('any(span status:e')[0]).toMatchObject({ label: 'error', isTerm: false })
    expect(labels('any(span active')).toEqual([])
    expect(labels('any(')).toEqual(['trace', 'span'])
    expect(offered('has:us')[0]).toMatchObject({ label: 'user', insert: 'user', isTerm: true })
  })
})
