import { describe, expect, it } from 'vitest'
import { fact } from '../../rollup/example-facts.ts'
import { groupFailures } from './session-errors.ts'

const failure = (turn: number, errorType: string, errorMessage: string, recovered = false) => ({
  fact: fact(`s${turn}`, '', { errorType, errorMessage }),
  turn,
  recovered,
})

describe('errors of a session', () => {
  it('are grouped by type and by what they say apart from ids and numbers, most frequent first', () => {
    const groups = groupFailures([
      failure(4, 'E', 'no such table'),
      failure(2, 'Timeout', 'after 31s for id 8f3a21bc', true),
      failure(1, 'Timeout', 'after 30s for id 77aa21bd'),
      failure(2, 'Timeout', 'after 5s for id 11aa21bd', true),
      failure(3, 'Other', 'after 5s for id 11aa21bd'),
    ])
    expect(groups.map(({ type, message, count, recoveredCount, turnCount }) => [type, message, count, recoveredCount, turnCount])).toEqual([
      ['Timeout', 'after 30s for id 77aa21bd', 3, 2, 2],
      ['Other', 'after 5s for id 11aa21bd', 1, 0, 1],
      ['E', 'no such table', 1, 0, 1],
    ])
    expect(groups[0]!.occurrences.map(({ turn }) => turn)).toEqual([1, 2, 2])
  })

  it('that say nothing are one group without words', () => {
    expect(groupFailures([failure(0, '', ''), failure(1, '', '')])).toMatchObject([{ count: 2, turnCount: 2 }])
    expect(groupFailures([failure(0, '', '')])[0]!.type).toBeUndefined()
  })

  it('are counted all, listed 200 of a kind', () => {
    const [group] = groupFailures(Array.from({ length: 450 }, (_, turn) => failure(turn, 'E', 'no')))
    expect(group).toMatchObject({ count: 450, turnCount: 450 })
    expect(group!.occurrences).toHaveLength(200)
  })
})
