import { stepsOf } from '../api/contract/cut.ts'
import { AppError } from '../base/errors.ts'

/** The steps of a JSON Pointer (RFC 6901). */
export function readPointer(pointer: string): readonly string[] {
  if ((pointer !== '' && !pointer.startsWith('/')) || /~(?![01])/.test(pointer)) {
    throw new AppError('bad_input', 'bad_parameter', '`pointer` is not a JSON Pointer.', {
      field: 'pointer',
      hint: 'It is empty or begins with `/`; inside a name `~` is written `~0` and `/` is written `~1`.',
    })
  }
  return stepsOf(pointer)
}

/** Own members only; `undefined` where a step leads nowhere. */
export function followPointer(root: unknown, path: readonly string[]): unknown {
  let value = root
  for (const step of path) {
    if (typeof value !== 'object' || value === null || (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(step))) return undefined
    value = Object.getOwnPropertyDescriptor(value, step)?.value
  }
  return value
}
