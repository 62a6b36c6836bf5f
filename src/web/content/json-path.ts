import { stepsOf } from '../../api/contract/cut.ts'

/** A JSON pointer as a path to use in code or in `jq`: `.messages[0].parts["a b"]`. */
export function jsonPath(pointer: string): string {
  return stepsOf(pointer)
    .map((step) => {
      if (/^(0|[1-9]\d*)$/.test(step)) return `[${step}]`
      return /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`
    })
    .join('')
}
