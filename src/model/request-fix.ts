import type { ReceivedRequest } from './span-sink.ts'

type Answered = Pick<ReceivedRequest, 'door' | 'status' | 'isAccepted' | 'rejectedCount'>

/** How to make the sender succeed, by what the server answered. gRPC statuses share the words of their HTTP kin. */
export function requestFix({ door, status, rejectedCount, isAccepted }: Answered): string {
  if (isAccepted && rejectedCount > 0) return 'Some spans of the request could not be used; the others are stored. Look at the reason.'
  const kin = door === 'grpc' ? (GRPC_KIN[status] ?? status) : status
  return FIXES[kin] ?? (kin >= 500 ? 'The sender tries again by itself.' : 'Compare the request with the snippets of Getting started.')
}

const GRPC_KIN: Readonly<Record<number, number>> = { 3: 400, 7: 403, 8: 413, 12: 404, 14: 503, 16: 401 }
const FIXES: Readonly<Record<number, string>> = {
  400: 'Send OTLP as protobuf or JSON. The body was not what its content type says.',
  401: 'Use a key of this project: make one in Getting started and put it into the Authorization header.',
  403: 'Use the address of this page. The Host or Origin of the request is not one this server answers to.',
  404: 'Send to /v1/traces of this server.',
  405: 'Send it with POST.',
  413: 'Send smaller batches. The request was larger than this server takes.',
  415: 'Set the content type to application/x-protobuf or application/json, and the encoding to gzip or none.',
  429: 'The sender tries again by itself.',
}
