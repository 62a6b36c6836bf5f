import { describe, expect, it } from 'vitest'
import { groupAttributes } from './attribute-groups.ts'

const span = {
  attributes: {
    'http.method': 'POST',
    'gen_ai.prompt.10.content': 'ten',
    'gen_ai.prompt.2.content': 'two',
    'session.id': 'a',
    'traceloop.association.properties.session_id': 'a',
    'traceloop.entity.name': 'agent',
    'input.value': '{}',
    inputs: 1,
  },
  resource: { attributes: { 'service.name': 'shop' } },
  scope: { name: 'lib', version: '1', attributes: {} },
}

describe('the attributes of a span', () => {
  it('are grouped, each once, with numbers in keys counted as numbers', () => {
    expect(groupAttributes(span, '').map(({ title, entries }) => [title, entries.map(({ key }) => key)])).toEqual([
      ['GenAI', ['gen_ai.prompt.2.content', 'gen_ai.prompt.10.content']],
      ['Session and user', ['session.id', 'traceloop.association.properties.session_id']],
      ['Framework', ['input.value', 'traceloop.entity.name']],
      ['Other', ['http.method', 'inputs']],
      ['Resource', ['service.name']],
      ['Scope', ['name', 'version']],
    ])
  })

  it('are found by key and by value', () => {
    expect(groupAttributes(span, 'POST').flatMap(({ entries }) => entries)).toEqual([
      { key: 'http.method', value: 'POST', holder: span.attributes },
    ])
    expect(groupAttributes(span, 'service').map(({ title }) => title)).toEqual(['Resource'])
    expect(groupAttributes(span, 'nowhere')).toEqual([])
  })
})
