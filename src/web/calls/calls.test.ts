import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cliCall, curlCall } from './calls.ts'
import { shellWord } from './shell-word.ts'

const HERE = { origin: 'http://127.0.0.1:4318', isGuarded: false }

describe('a call for the terminal', () => {
  it('asks the API for the same as the page', () => {
    const args = { params: { project: 'p' }, query: { q: "it's", sort: '-costUsd', to: undefined } } as const
    expect(curlCall('listSessions', args, HERE)).toBe(`curl -sS 'http://127.0.0.1:4318/api/v1/projects/p/sessions?q=it%27s&sort=-costUsd'`)
  })

  it('leaves the token to the one who calls', () => {
    const call = curlCall('getSession', { params: { project: 'p', sessionId: 'a/b' } }, { origin: 'https://host', isGuarded: true })
    expect(call).toBe('curl -sS -H "Authorization: Bearer $SOJOURN_AUTH_TOKEN" https://host/api/v1/projects/p/sessions/a%2Fb')
  })

  it('names project and server only when they are not the usual ones', () => {
    expect(cliCall('default', 'abc', HERE)).toBe('sojourn session abc')
    expect(cliCall('shop', '-a b', { origin: 'https://host', isGuarded: true })).toBe(
      "sojourn session --project shop --url https://host -- '-a b'",
    )
  })
})

describe('a word of a shell', () => {
  it('is taken by a shell as it was meant', () => {
    const texts = fc.sample(fc.string({ unit: fc.constantFrom(...'a\'"`$\\!*;&| \n\t\u001b\u202eé数') }), { numRuns: 60, seed: 7 })
    const words = texts.map((text) => shellWord(text)).join(' ')
    const printed = execFileSync('bash', ['--norc', '-c', `printf '%s\\0' ${words}`], { env: { LC_ALL: 'C.UTF-8' }, encoding: 'utf8' })
    expect(printed.split('\0').slice(0, -1)).toEqual(texts)
  })

  it('never carries what a terminal obeys', () => {
    expect(shellWord("a\u001b[201~rm'")).toBe("$'a\\u001b[201~rm\\''")
  })
})
