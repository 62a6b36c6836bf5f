import { describe, expect, test } from 'vitest'
import { formatOf, kindOf, readStatement } from './statement.ts'
import { maskSql } from './sql-text.ts'

describe('a statement', () => {
  test.each([
    ['SELECT 1', 'read'],
    ['  -- note\n (select 1)', 'read'],
    ['WITH 1 AS x SELECT x', 'read'],
    ["WITH 'INSERT INTO t' AS x SELECT x", 'read'],
    ['WITH 1 AS x INSERT INTO t SELECT x', 'write'],
    ['SHOW TABLES', 'read'],
    ['DESCRIBE t', 'read'],
    ['EXPLAIN SELECT 1', 'read'],
    ['INSERT INTO t SELECT 1', 'write'],
    ['ALTER TABLE t DELETE WHERE 1', 'write'],
    ['SYSTEM STOP MERGES', 'write'],
    ['/* SELECT */ DROP TABLE t', 'write'],
    ['SELECTED', 'write'],
    ["KILL QUERY WHERE query_id = 'x'", 'kill'],
    ['SET max_threads = 1', 'set'],
    ['USE other', 'set'],
  ])('%s is a %s', (sql, kind) => {
    expect(kindOf(maskSql(sql))).toBe(kind)
  })

  test.each([
    ['SELECT 1', undefined],
    ['SELECT 1 FORMAT JSON', 'JSON'],
    ['SELECT 1\nformat JSONEachRow SETTINGS max_threads = 1', 'JSONEachRow'],
    ["SELECT ' FORMAT CSV'", undefined],
    ['SELECT format FROM t', undefined],
  ])('%s asks for the format %s', (sql, format) => {
    expect(formatOf(maskSql(sql))).toBe(format)
  })

  test('loses its closing semicolon and what is no code behind it', () => {
    expect(readStatement("SELECT ';'; -- end").sql).toBe("SELECT ';'")
  })

  test.each([
    ['SELECT 1; SELECT 2', 'only one statement'],
    ['SELECT 1;; DROP TABLE t', 'only one statement'],
    [' -- nothing', 'Empty query'],
    ["SELECT 1 INTO OUTFILE 'x'", 'Files of this machine'],
    ["INSERT INTO t FROM INFILE 'x' FORMAT CSV", 'Files of this machine'],
  ])('is refused when it is %s', (sql, why) => {
    expect(() => readStatement(sql)).toThrow(why)
  })
})
