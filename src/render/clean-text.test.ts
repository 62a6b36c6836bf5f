import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanJson, cleanLine, cleanText } from './clean-text.ts'

describe('clean text', () => {
  it('shows what a terminal would obey', () => {
    expect(cleanText('\u001b[31mred\u001b]52;c;ZXZpbA==\u0007')).toBe('␛[31mred␛]52;c;ZXZpbA==␇')
    expect(cleanText('\u001b]8;;http://evil\u001b\\here\u001b]8;;\u001b\\')).toBe('␛]8;;http://evil␛\\here␛]8;;␛\\')
    expect(cleanText('a\u009b31mb\u007f')).toBe('a<U+009B>31mb␡')
  })

  it('shows what turns the order around or is not seen', () => {
    expect(cleanText('admin\u202etxt.exe\u2066\u200b')).toBe('admin<U+202E>txt.exe<U+2066><U+200B>')
    expect(cleanText('ok\u{e0041}')).toBe('ok<U+E0041>')
  })

  it('leaves words of every script, emoji, tabs and line breaks', () => {
    const text = 'naïve 数据\tमराठी می‌خواهم 👩‍💻\nnext'
    expect(cleanText(text)).toBe(text)
    expect(cleanText('a\r\nb\rc')).toBe('a\nb\nc')
  })

  it('makes one line of many', () => {
    expect(cleanLine(' a\n\tb \r c ')).toBe('a b c')
  })

  it('never leaves a control character, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // oxlint-disable-next-line no-control-regex
        expect(cleanText(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      }),
    )
  })

  it('writes JSON that reads back as the same value and shows no control character', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (value) => {
        const json = cleanJson(value)
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)))
        // oxlint-disable-next-line no-control-regex
        expect(json).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      }),
    )
    expect(cleanJson({ '\u009b\u202e': '\u{e0041}' })).toBe('{"\\u009b\\u202e":"\\udb40\\udc41"}')
  })
})
