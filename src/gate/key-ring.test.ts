import { describe, expect, it } from 'vitest'
import { createAttemptLimit } from './attempt-limit.ts'
import { createKeyRing } from './key-ring.ts'
import { createSessionCookie } from './session-cookie.ts'

describe('the key ring', () => {
  it('asks once for a moment, and again afterwards', async () => {
    let now = 0
    let asked = 0
    const ring = createKeyRing(
      async () => {
        asked += 1
        return asked === 1 ? { projectId: 'p' } : undefined
      },
      () => now,
    )
    expect(await Promise.all([ring.find('k'), ring.find('k')])).toEqual(['p', 'p'])
    expect(asked).toBe(1)
    now = 5_000
    expect(await ring.find('k')).toBeUndefined()
  })
})

describe('the limit of attempts', () => {
  it('forgives after its window', () => {
    let now = 0
    const limit = createAttemptLimit({ limit: 2, windowMs: 1_000, now: () => now })
    limit.countFailure('a')
    limit.countFailure('a')
    expect(() => limit.assertFree('a')).toThrow('Too many failed attempts')
    now = 1_000
    expect(() => limit.assertFree('a')).not.toThrow()
  })
})

describe('the session cookie', () => {
  it('ends', () => {
    let now = 0
    const cookie = createSessionCookie('token', () => now)
    const pair = cookie.issue(false).split(';')[0]
    expect(cookie.isValid(pair)).toBe(true)
    now = 31 * 24 * 3600 * 1000
    expect(cookie.isValid(pair)).toBe(false)
  })

  it('cannot be prolonged', () => {
    const cookie = createSessionCookie('token', () => 0)
    const pair = cookie.issue(false).split(';')[0]!
    expect(cookie.isValid(pair.replace(/=\d+/, '=9999999999'))).toBe(false)
  })
})
