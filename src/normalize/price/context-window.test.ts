import { describe, expect, it } from 'vitest'
import { contextWindowOf } from './context-window.ts'

const startUnixNano = 1_790_000_000_000_000_000n
const call = (responseModel: string, requestModel: string, provider: string) =>
  contextWindowOf({ responseModel, requestModel, provider, startUnixNano })

describe('a context window', () => {
  it('is what the list says of the model that answered, else of the one asked for', () => {
    expect(call('gpt-4o-2024-08-06', '', 'openai')).toBe(128_000)
    expect(call('my-deployment', 'gpt-4o', 'openai')).toBe(128_000)
    expect(call('', 'openai/gpt-4o', '')).toBe(128_000)
  })

  it('is not guessed', () => {
    expect(call('my-own-model', '', 'openai')).toBeUndefined()
    expect(call('', '', '')).toBeUndefined()
    expect(call('constructor', '__proto__', 'toString')).toBeUndefined()
  })
})
