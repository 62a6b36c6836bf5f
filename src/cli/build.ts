/** The build a command runs from. */
export type Build = {
  readonly version: string
  /** Holds `web/` and `engine-child.js`. */
  readonly dir: string
}
