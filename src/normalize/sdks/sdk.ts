/** What to do about something, and the lines to copy. */
export type Fix = { readonly text: string; readonly code?: string; readonly language?: 'python' | 'javascript' | 'shell' | 'toml' }

/** A family of SDKs that is told by its instrumentation scopes and is set up in one way. */
export type Sdk = {
  readonly name: string
  /** Names of scopes; a star at the end stands for any rest. */
  readonly scopes: readonly string[]
  readonly language?: 'python' | 'javascript'
  /** How to name the session, so that traces form conversations. */
  readonly session: Fix
  /** Why model calls may come without tokens. */
  readonly usage?: Fix
  /** How to have prompts and answers recorded. */
  readonly content?: Fix
  /** Why parents may be missing. */
  readonly root?: Fix
}
