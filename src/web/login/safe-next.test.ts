import { describe, expect, it } from 'vitest'
import { safeNext } from './safe-next.ts'

const origin = 'http://127.0.0.1:4318'

describe('after signing in one comes', () => {
  it('back to the page that was asked for', () => {
    expect(safeNext('/p/default/sessions?q=a%20b&from=now-7d#x', origin)).toBe('/p/default/sessions?q=a%20b&from=now-7d#x')
  })

  it.each([
    undefined,
    '',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/login',
    '/login?next=/login',
    'sessions',
    '/.//evil.example',
  ])('home instead of to %j', (next) => {
    expect(safeNext(next, origin)).toBe('/')
  })
})
