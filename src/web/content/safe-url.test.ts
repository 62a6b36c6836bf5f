import { describe, expect, it } from 'vitest'
import { hostOf, readLink } from './safe-url.ts'

describe('a link in untrusted text', () => {
  it('is followed only when it is absolute and http, https or mailto', () => {
    expect(readLink('https://Example.com/a?b')).toEqual({ href: 'https://example.com/a?b', host: 'example.com' })
    expect(readLink('mailto:a@b.c')?.host).toBe('a@b.c')
  })

  it.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/p/default/settings',
    '#top',
    'blob:https://a/b',
    '',
  ])('is text when it is %j', (href) => {
    expect(readLink(href)).toBeUndefined()
  })
})

describe('a medium', () => {
  it('names its host', () => {
    expect([hostOf('https://a.example:8443/x.png'), hostOf('gs://bucket/x'), hostOf('nonsense')]).toEqual([
      'a.example:8443',
      'bucket',
      'unknown host',
    ])
  })
})
