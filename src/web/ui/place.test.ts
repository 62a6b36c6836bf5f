import { expect, test } from 'vitest'
import { placeBeside } from './place.ts'

const view = { width: 1000, height: 600 }
const size = { width: 200, height: 100 }

test('an overlay opens below its anchor', () => {
  expect(placeBeside({ left: 50, top: 20, right: 90, bottom: 50 }, size, view, 'start')).toEqual({ left: 50, top: 54 })
})

test('it opens above when there is no room below', () => {
  expect(placeBeside({ left: 50, top: 540, right: 90, bottom: 570 }, size, view, 'start')).toEqual({ left: 50, top: 436 })
})

test('it stays inside the window', () => {
  expect(placeBeside({ left: 960, top: 20, right: 990, bottom: 50 }, size, view, 'start').left).toBe(792)
  expect(placeBeside({ left: 0, top: 20, right: 30, bottom: 50 }, size, view, 'end').left).toBe(8)
})
