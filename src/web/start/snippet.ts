/** Where an app sends to, as the page itself reached the server. */
export type Target = {
  /** `http://127.0.0.1:4318` */
  readonly origin: string
  /** `127.0.0.1:4317`; absent when the gRPC door is not known. */
  readonly grpc: string | undefined
  /** Absent: none was made on this page. */
  readonly key: string | undefined
  /** The server takes nothing without a key. */
  readonly isKeyNeeded: boolean
}

export type Snippet = {
  readonly id: string
  readonly label: string
  /** A command to run first. */
  readonly install?: string
  readonly code: string
  /** The line of `code` that says which session a trace belongs to. */
  readonly sessionLine: string
  readonly note?: string
}

export const KEY_PLACEHOLDER = 'YOUR_API_KEY'

/** The key to write into a snippet; `undefined` when the server takes spans without one. */
export function keyOf(target: Target): string | undefined {
  return target.key ?? (target.isKeyNeeded ? KEY_PLACEHOLDER : undefined)
}
