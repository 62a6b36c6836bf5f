import type { TurnError } from '../../api/contract/turn.ts'
import { isoFromUnixNano } from '../../base/time.ts'
import { reported } from '../assemble-totals.ts'
import type { TraceShape } from './heard-trace.ts'

const MOST_ERRORS = 200

/** What went wrong, in time order. */
export function assembleErrors({ errors, trace }: TraceShape): TurnError[] {
  return errors.slice(0, MOST_ERRORS).map(({ spanId, name, errorType, errorMessage, endUnixNano }) => ({
    spanId,
    spanName: name,
    type: reported(errorType),
    message: reported(errorMessage),
    at: isoFromUnixNano(endUnixNano),
    recovered: trace.isRecovered,
  }))
}
