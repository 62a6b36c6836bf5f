import { describe, expect, it } from 'vitest'
import { parseTime, parseWindow } from './parse-time.ts'

const now = Date.UTC(2026, 10, 22, 9, 57, 36, 123)
const from = (text: string) => new Date(parseTime(text, 'from', now)).toISOString()
const to = (text: string) => new Date(parseTime(text, 'to', now)).toISOString()

describe('a time', () => {
  it.each([
    ['now', '2026-11-22T09:57:36.123Z'],
    ['now-24h', '2026-11-21T09:57:36.123Z'],
    ['now-1w+90m', '2026-11-15T11:27:36.123Z'],
    ['now-7d/d', '2026-11-15T00:00:00.000Z'],
    ['now/w', '2026-11-16T00:00:00.000Z'],
    ['now/m', '2026-11-22T09:57:00.000Z'],
    ['1700000000000', '2023-11-14T22:13:20.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['2026-11-20T09:00', '2026-11-20T09:00:00.000Z'],
    ['2026-11-20T09:00:01.5Z', '2026-11-20T09:00:01.500Z'],
    ['2026-11-20T09:00:01.123456789+01:00', '2026-11-20T08:00:01.123Z'],
    ['2026-11-20T09:00:00 0100', '2026-11-20T08:00:00.000Z'],
  ])('reads %s', (text, expected) => expect(from(text)).toBe(expected))

  it('rounds up to the last moment when it ends a window', () => {
    expect(to('now/d')).toBe('2026-11-22T23:59:59.999Z')
    expect(to('now-1d/d')).toBe('2026-11-21T23:59:59.999Z')
  })

  it.each(['', 'yesterday', 'now-', 'now-5', 'now-5y', '2026-02-30', '2026-13-01', '2026-11-20T25:00', '-5', '1e9', "now'; DROP"])(
    'refuses %j and names the field',
    (text) => expect(() => parseTime(text, 'to', now)).toThrow(expect.objectContaining({ kind: 'bad_input', field: 'to' })),
  )

  it('stays within what a stored time can be', () => {
    expect(parseTime('9999999999999999', 'to', now)).toBe(18_446_744_073_709)
    expect(parseTime('now-999999w', 'from', now)).toBe(0)
  })
})

describe('a window', () => {
  it('includes its last millisecond', () => {
    expect(parseWindow('1000', '1000', now)).toEqual({ fromUnixNano: 1_000_000_000n, toUnixNano: 1_000_999_999n })
  })
  it('is open where nothing is said', () => {
    expect(parseWindow(undefined, undefined, now)).toEqual({ fromUnixNano: undefined, toUnixNano: undefined })
  })
  it('is refused when it ends before it begins', () => {
    expect(() => parseWindow('now', 'now-1h', now)).toThrow(expect.objectContaining({ kind: 'bad_input', field: 'to' }))
  })
})
