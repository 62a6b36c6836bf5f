import { expect, it } from 'vitest'
import type { LiveEvent } from '../../api/contract/live.ts'
import { exampleRow } from '../../render/example-session.ts'
import type { Change } from '../../render/render.ts'
import { changesIn } from './changes.ts'

const hello = (isResumed: boolean): LiveEvent => ({ event: 'hello', data: { serverTime: '', lastEventId: '', isResumed } })
const change = (id: string, traceCount: number) => {
  const row = exampleRow({ id, traceCount })
  return { event: 'session.upsert', data: { id, version: '1', row } } as const
}

it('tells what was missed while the connection was lost, and nothing that was there before or was told', async () => {
  const latest: Change[][] = [[change('old', 1)], [change('old', 1), change('told', 1), change('missed', 1), change('changed', 2)]]
  async function* events() {
    yield* [hello(false), change('told', 1), change('changed', 1), hello(true), hello(false)]
  }
  const told: string[] = []
  for await (const text of changesIn(events(), async () => latest.shift()!, { type: 'json' })) {
    if (text === '') continue
    const { data } = JSON.parse(text) as { data: { id: string; row: { traceCount: number } } }
    told.push(`${data.id} ${data.row.traceCount}`)
  }
  expect(told).toEqual(['told 1', 'changed 1', 'missed 1', 'changed 2'])
})
