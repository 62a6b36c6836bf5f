import * as z from 'zod/mini'
import { AppError } from '../base/errors.ts'

type Issue = z.core.$ZodIssue

/** Checks one part of a request. A refusal names the field and what is allowed there. */
export function checkInput(schema: z.ZodMiniType, value: unknown, where: 'query' | 'body' | 'params'): unknown {
  refuseUnknown(schema, value, where)
  const result = z.safeParse(schema, value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  if (issue === undefined) throw new Error('a refusal without an issue')
  const field = issue.path.join('.')
  throw new AppError(
    'bad_input',
    'bad_parameter',
    `${field === '' ? `The ${where}` : `\`${field}\``} ${describe(issue, valueAt(value, issue.path))}.`,
    {
      field: field === '' ? undefined : field,
    },
  )
}

function refuseUnknown(schema: z.ZodMiniType, value: unknown, where: string): void {
  const names = fieldNames(schema)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  const unknown = Object.keys(value).filter((key) => !names.includes(key))
  if (unknown.length === 0) return
  const allowed = names.length === 0 ? 'none' : names.join(', ')
  throw new AppError(
    'bad_input',
    'unknown_parameter',
    `Unknown in the ${where}: ${unknown.map((key) => `\`${key.slice(0, 60)}\``).join(', ')}.`,
    {
      field: unknown[0],
      hint: `Allowed: ${allowed}.`,
    },
  )
}

export function fieldNames(schema: z.ZodMiniType | undefined): string[] {
  return schema instanceof z.ZodMiniObject ? Object.keys(schema._zod.def.shape) : []
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value)
}

function describe(issue: Issue, input: unknown): string {
  switch (issue.code) {
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`
    case 'invalid_type':
      return input === undefined
        ? 'is missing'
        : `must be ${article(issue.expected)}${Array.isArray(input) && issue.path.length > 0 ? ', once' : ''}`
    case 'too_small':
      return issue.origin === 'string' ? `must have at least ${issue.minimum} character` : `must be ${issue.minimum} or more`
    case 'too_big':
      return issue.origin === 'string' ? `must have at most ${issue.maximum} characters` : `must be ${issue.maximum} or less`
    default:
      return 'is not valid'
  }
}

function article(expected: string): string {
  if (expected === 'int') return 'a whole number'
  return /^[aeio]/.test(expected) ? `an ${expected}` : `a ${expected}`
}
