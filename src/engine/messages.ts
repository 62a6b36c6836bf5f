/** What the supervisor tells a child when it starts it, as the first argument. */
export type ChildOptions = {
  /** Where chDB keeps its files. */
  readonly path: string
  readonly listen: Listen
}
export type Listen = { readonly socketPath: string } | { readonly host: string; readonly port: number }

/** Child → supervisor, once. A child that cannot start says so on stderr and ends. */
export type Report = { readonly kind: 'ready'; readonly port: number | undefined }

/** Supervisor → child. */
export type Order = { readonly kind: 'close' }
