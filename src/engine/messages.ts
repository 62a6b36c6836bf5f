/** What the supervisor tells a child when it starts it, as the first argument. */
export type ChildOptions = {
  /** Where chDB keeps its files. */
  readonly path: string
  readonly listen: Listen
}
export type Listen = { readonly socketPath: string } | { readonly host: string; readonly port: number }

/** Child → supervisor. */
export type Report =
  | { readonly kind: 'ready'; readonly port: number | undefined }
  | { readonly kind: 'failed'; readonly reason: 'in_use' | 'port_taken' | 'other'; readonly message: string }

/** Supervisor → child. */
export type Order = { readonly kind: 'close' }
