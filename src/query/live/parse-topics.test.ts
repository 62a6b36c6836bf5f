import { describe, expect, it } from 'vitest'
import { topicOf } from '../../api/contract/live.ts'
import { parseTopics } from './parse-topics.ts'

describe('parseTopics', () => {
  it('gives back any id', () => {
    const ids = ['a,b', 'session:x', ' ', '100 %', 'ä/🙂']
    expect(parseTopics(ids.map((id) => topicOf('session', id)).join(',')).sessionIds).toEqual(ids)
  })

  it('reads each kind', () => {
    expect(parseTopics('sessions, traces,trace:ABC')).toEqual({ isSessions: true, isTraces: true, sessionIds: [], traceIds: ['abc'] })
  })

  it('refuses what it does not know, naming the parameter', () => {
    for (const text of ['', 'users', 'trace:', 'session:%', 'sessions,', Array.from({ length: 21 }, (_, i) => `trace:${i}`).join(',')]) {
      expect(() => parseTopics(text)).toThrow(expect.objectContaining({ code: 'bad_topic', field: 'topics' }))
    }
  })
})
