import { ApiProblem } from '../../client/client.ts'

export type Failure = {
  /** HTTP status; 0 when there was no answer. */
  readonly status?: number
  readonly detail: string
  readonly hint?: string
  readonly requestId?: string
  /** The parameter the server refused. */
  readonly field?: string
}

/** Any thrown thing in words a person can use. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof ApiProblem) {
    const { status, detail, hint, requestId, field } = error
    return { status, detail, hint: status === 0 ? 'Check that the server is running, then retry.' : hint, requestId, field }
  }
  return { detail: error instanceof Error ? error.message : String(error) }
}

export function isNotFound(error: unknown): boolean {
  return describeFailure(error).status === 404
}
