import { describe, expect, test } from 'vitest'
import { readParts } from './multipart.ts'

const TYPE = 'multipart/form-data; boundary=b1'
const part = (name: string, value: string) => `--b1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

describe('a multipart body', () => {
  test('is read field by field, exactly', () => {
    const body = Buffer.from(`${part('query', 'SELECT 1\r\n')}${part('param_x', " 'é\n ")}--b1--\r\n`)
    expect([...(readParts(TYPE, body) ?? [])]).toEqual([
      ['query', 'SELECT 1\r\n'],
      ['param_x', " 'é\n "],
    ])
  })

  test('is only a multipart body when it says so', () => {
    expect(readParts('text/plain', Buffer.from(part('query', 'x')))).toBeUndefined()
    expect(readParts(undefined, Buffer.alloc(0))).toBeUndefined()
  })

  test('without boundary or names is refused', () => {
    expect(() => readParts('multipart/form-data', Buffer.alloc(0))).toThrow('boundary')
    expect(() => readParts(TYPE, Buffer.from('--b1\r\n\r\nx\r\n--b1--\r\n'))).toThrow('no name')
  })
})
