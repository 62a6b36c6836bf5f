import type { Ingest } from '../../api/contract/project.ts'

type ReceivedRequest = Ingest['requests'][number]
export type Check = { readonly label: string; readonly isDone: boolean; /** What to do while it is not done. */ readonly hint: string }

/** What has worked on the way from an app to a conversation, in order. */
export function checksOf({ requests, found }: Ingest): readonly Check[] {
  const isAnyKeyRight = requests.some((request) => request.status !== 401 && request.status !== 403)
  return [
    {
      label: 'Request seen',
      isDone: requests.length > 0 || found.spans,
      hint: 'Run the app, or paste the curl command into a terminal. Nothing has reached a receiving address so far.',
    },
    { label: 'Key accepted', isDone: isAnyKeyRight || found.spans, hint: 'Use a key of this project, made in step 1.' },
    { label: 'Spans decoded', isDone: found.spans, hint: 'The reason is with the refused request below.' },
    {
      label: 'Session id found',
      isDone: found.sessions,
      hint: 'Add the marked line of the snippet. Until then traces are listed, but not as a conversation.',
    },
    {
      label: 'Messages found',
      isDone: found.messages,
      hint: 'Let the SDK record content. Many leave prompts and answers out unless told otherwise.',
    },
    {
      label: 'Usage found',
      isDone: found.usage,
      hint: 'Instrument the model library itself: tokens are reported by the span of the model call.',
    },
  ]
}

/** The newest refused requests, newest first. */
export function refusedOf({ requests }: Ingest, most: number): readonly ReceivedRequest[] {
  return requests.filter((request) => !request.isAccepted || request.rejectedCount > 0).slice(0, most)
}

/** How to make the sender succeed, by what the server answered. gRPC statuses are shown by their number and share the words of their HTTP kin. */
export function fixFor({ door, status, rejectedCount, isAccepted }: ReceivedRequest): string {
  if (isAccepted && rejectedCount > 0) return 'Some spans of the request could not be used; the others are stored. Look at the reason.'
  const kin = door === 'grpc' ? (GRPC_KIN[status] ?? status) : status
  return FIXES[kin] ?? (kin >= 500 ? 'The sender tries again by itself.' : 'Compare the request with the snippets above.')
}

const GRPC_KIN: Readonly<Record<number, number>> = { 3: 400, 7: 403, 8: 413, 12: 404, 14: 503, 16: 401 }
const FIXES: Readonly<Record<number, string>> = {
  400: 'Send OTLP as protobuf or JSON. The body was not what its content type says.',
  401: 'Use a key of this project: make one in step 1 and put it into the Authorization header.',
  403: 'Use the address of this page. The Host or Origin of the request is not one this server answers to.',
  404: 'Send to /v1/traces of this server.',
  405: 'Send it with POST.',
  413: 'Send smaller batches. The request was larger than this server takes.',
  415: 'Set the content type to application/x-protobuf or application/json, and the encoding to gzip or none.',
  429: 'The sender tries again by itself.',
}
