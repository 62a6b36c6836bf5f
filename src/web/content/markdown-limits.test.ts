import { describe, expect, it } from 'vitest'
import { isUnmarkedLine, whyPlain } from './markdown-limits.ts'

describe('a text is shown as it is instead of rendered', () => {
  it.each([
    ['is very long', 'a'.repeat(150_001)],
    ['nests quotes deeply', `${'>'.repeat(5000)}a`],
    ['nests lists deeply', Array.from({ length: 300 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n')],
    ['is made of emphasis marks', '*a_ '.repeat(6000)],
    ['is made of brackets', '['.repeat(20_000)],
  ])('when it %s', (_, text) => {
    expect(whyPlain(text)).toBeDefined()
  })

  it('but not when it is an ordinary long answer', () => {
    expect(
      whyPlain('# Title\n\nSome **bold** text with `code` and a [link](https://a.example).\n\n- one\n  - two\n'.repeat(500)),
    ).toBeUndefined()
  })
})

describe('a line needs no renderer', () => {
  it.each(['Answer 3: open the order (twice), 50% off!', 'Ordnung muss sein; 3.5 / 4 = 0.875', '¿Dónde está? — Aquí.'])(
    'when it is “%s”',
    (text) => {
      expect(isUnmarkedLine(text)).toBe(true)
    },
  )

  it.each([
    '**no**',
    'a_b_c',
    '1. one',
    '- one',
    '+ one',
    '    code',
    '# head',
    'see https://a.example',
    'see WWW.a.example',
    'a@b.example',
    '&amp;',
    'a\\*b',
    'two\nlines',
  ])('but not when it is “%s”', (text) => {
    expect(isUnmarkedLine(text)).toBe(false)
  })
})
