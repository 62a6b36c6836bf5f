import { describe, expect, test } from 'vitest'
import { readInsertHead } from './insert-head.ts'

describe('the head of an insert', () => {
  test.each([
    ['INSERT INTO t FORMAT JSONEachRow', 't', undefined, ''],
    ['insert into table `db`.`t` (`a`, b) format JSONEachRow\n{"a":1}', 'db.t', ['a', 'b'], '{"a":1}'],
    ['-- note\n/* x */ INSERT INTO t FORMAT CSV\r\n1,2', 't', undefined, '1,2'],
    ['INSERT INTO t FORMAT JSONEachRow {"a":1}', 't', undefined, '{"a":1}'],
    ['INSERT INTO t () FORMAT JSONEachRow\n', 't', undefined, ''],
  ])('is read from %s', (text, table, columns, rows) => {
    const head = readInsertHead(text)
    expect([head?.table, head?.columns, text.slice(head?.dataAt)]).toEqual([table, columns, rows])
  })

  test.each(['INSERT INTO t VALUES (1)', 'INSERT INTO t FORMAT Values (1)', 'INSERT INTO t SELECT 1', 'SELECT 1 FORMAT JSON', ''])(
    'is not in %s',
    (text) => {
      expect(readInsertHead(text)).toBeUndefined()
    },
  )

  test('names a format whose rows are not read', () => {
    expect(() => readInsertHead('INSERT INTO t FORMAT Parquet')).toThrow('not read in format Parquet')
  })
})
