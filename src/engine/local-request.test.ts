import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { isLocalRequest } from './local-request.ts'

const ask = (headers: Record<string, string>) => isLocalRequest({ headers } as unknown as IncomingMessage)

test.each(['127.0.0.1:8123', 'localhost', 'LOCALHOST:1', '[::1]:8123', '127.1.2.3'])('a program that asks %s is local', (host) => {
  expect(ask({ host })).toBe(true)
})

test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', ''])('a request for %s is not', (host) => {
  expect(ask({ host })).toBe(false)
})

test('what a web page sends is not', () => {
  expect(ask({ host: 'localhost', origin: 'http://localhost' })).toBe(false)
  expect(ask({ host: 'localhost', 'sec-fetch-site': 'cross-site' })).toBe(false)
})
