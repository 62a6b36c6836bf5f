import { expect, it } from 'vitest'
import { readMyViews, writeMyViews, type SavedView } from './my-views.ts'

const view: SavedView = { id: 'mine-1', name: '<b>Ünfug</b>', list: 'traces', query: 'q=a', isMine: true }

it('reads the views it has written', () => {
  expect(readMyViews(writeMyViews([view, { ...view, id: 'mine-2' }]))).toEqual([view, { ...view, id: 'mine-2' }])
  expect(writeMyViews([])).toBeUndefined()
})

it.each([undefined, '', '{', 'null', '{"a":1}', '[null, 7, {"id":1}, {"id":"x","name":"y","list":"users","query":""}]'])(
  'takes nothing for a view that is none: %j',
  (text) => {
    expect(readMyViews(text)).toEqual([])
  },
)
