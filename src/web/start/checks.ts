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
