import { expect, it } from 'vitest'
import { credentialOf } from './credential.ts'

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`

it.each([
  ['Bearer key', undefined, 'key'],
  ['bearer   key ', undefined, 'key'],
  [basic('public:key'), undefined, 'key'],
  [basic('public:key:with:colons'), undefined, 'key:with:colons'],
  [undefined, 'key', 'key'],
  ['Bearer ', 'key', 'key'],
  ['Bearer first', 'second', 'first'],
  ['key', undefined, 'key'],
  ['Digest key', undefined, 'Digest key'],
  ['Basic !!!', undefined, '!!!'],
  ['Bearer', undefined, undefined],
  ['', '', undefined],
  [undefined, undefined, undefined],
])('reads Authorization %j with x-api-key %j as %j', (authorization, apiKey, expected) => {
  expect(credentialOf(authorization, apiKey)).toBe(expected)
})
