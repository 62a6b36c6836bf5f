import { ClickHouseError } from '@clickhouse/client'
import { AppError } from '../base/errors.ts'

/**
 * Answers of the engine that say "not now": limits of memory, time, parts, queries, disk; read-only, cancelled, no coordination.
 * The numbers are ClickHouse's error codes.
 */
const NOT_NOW = new Set([
  '74',
  '75',
  '159',
  '160',
  '164',
  '198',
  '202',
  '203',
  '209',
  '210',
  '225',
  '236',
  '241',
  '242',
  '243',
  '252',
  '279',
  '285',
  '319',
  '394',
  '425',
  '439',
  '999',
])
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTCONN',
  'EMFILE',
])
const NO_CONNECTION_TEXT = /socket hang up|timeout error|socket closed|service unavailable|bad gateway|too many requests/i

/** Errors in reading the rows of an insert: 6 text, 25 escape, 26 quoted, 27 input, 53 type, 69 bound, 70 conversion, 117 data, … */
const BAD_ROW = new Set([
  '6',
  '25',
  '26',
  '27',
  '32',
  '33',
  '38',
  '41',
  '53',
  '69',
  '70',
  '72',
  '117',
  '131',
  '321',
  '349',
  '407',
  '441',
  '691',
])

/** True when the engine could not read a row of an insert; then none of its rows was written. */
export function isBadRow(error: unknown): boolean {
  return error instanceof ClickHouseError && BAD_ROW.has(error.code)
}

/** What a failed statement means to a caller: `unavailable` when waiting helps, else the error itself, which is a bug. */
export function storeFailure(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const isTransient =
    error instanceof ClickHouseError ? NOT_NOW.has(code) : NO_CONNECTION.has(code) || NO_CONNECTION_TEXT.test(error.message)
  if (!isTransient) return error
  return new AppError('unavailable', 'store_unavailable', 'The store cannot answer right now.', { cause: error, retryAfterSeconds: 2 })
}
