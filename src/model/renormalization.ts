/** How far reading the stored spans of a project again has come. */
export type Renormalization = {
  readonly state: 'idle' | 'running' | 'done' | 'failed'
  readonly readSpans: number
  /** Written anew because they are read differently now; since this server began, when a run was taken up again. */
  readonly changedSpans: number
  readonly totalSpans: number
  readonly startedAtMs?: number
  readonly finishedAtMs?: number
  readonly error?: string
}
