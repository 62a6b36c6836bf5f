import { expect, it } from 'vitest'
import type { TurnMessage } from '../../api/contract/turn.ts'
import { createTold } from './told.ts'

const message = (text: string): TurnMessage => ({ role: 'user', text, parts: [], spanId: 's', at: '2026-11-22T08:58:12.123Z' })
const turn = (traceId: string, ...texts: string[]) => ({ traceId, messages: texts.map(message) })

it('tells each message of a turn once, wherever late ones come to stand', () => {
  const told = createTold()
  const newIn = (traceId: string, ...texts: string[]) => told.newIn(turn(traceId, ...texts)).map(({ text }) => text)
  expect(newIn('1', 'a', 'b')).toEqual(['a', 'b'])
  expect(newIn('1', 'a', 'late', 'b', 'c')).toEqual(['late', 'c'])
  expect(newIn('1', 'a', 'late', 'b', 'c', 'a')).toEqual(['a'])
  expect(newIn('1', 'b')).toEqual([])
  expect(newIn('1', 'a', 'b')).toEqual([])
  expect(newIn('2', 'a')).toEqual(['a'])
})
