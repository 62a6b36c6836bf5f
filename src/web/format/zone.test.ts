import { expect, test } from 'vitest'
import { isZone, momentOfWall, wallMs, wallTime } from './zone.ts'

const utc = (text: string) => Date.parse(`${text}Z`)

test('a clock on the wall shows the time of its zone, half hours too', () => {
  expect(wallTime(utc('2026-11-22T18:45:30'), 'Asia/Kolkata')).toEqual({ year: 2026, month: 11, day: 23, hour: 0, minute: 15, second: 30 })
  expect(wallMs(utc('2026-11-22T09:57:36.5'), 'Europe/Rome')).toBe(utc('2026-11-22T10:57:36.5'))
})

test.each(['utc', 'Europe/Rome'])('%s is a zone', (zone) => expect(isZone(zone)).toBe(true))
test.each(['', 'Mars/Base', '__proto__'])('%j is no zone', (zone) => expect(isZone(zone)).toBe(false))

test.each([
  ['2026-03-29T01:59', '2026-03-29T00:59'],
  ['2026-03-29T03:00', '2026-03-29T01:00'],
  ['2026-10-25T02:30', '2026-10-25T00:30'],
  ['2026-10-25T03:00', '2026-10-25T02:00'],
])('a clock in Rome that shows %s does so at %s UTC', (wall, moment) => {
  expect(momentOfWall(utc(wall), 'Europe/Rome')).toBe(utc(moment))
})

test('an hour that a clock skips is the one after', () => {
  expect(momentOfWall(utc('2026-03-29T02:30'), 'Europe/Rome')).toBe(utc('2026-03-29T01:30'))
})
