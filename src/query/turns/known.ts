/** What an earlier turn ended with: one list of keys for each thread of it, oldest words first. */
export type Recollection = {
  readonly traceId: string
  readonly threads: readonly { readonly keys: readonly string[]; readonly system?: string | undefined }[]
  /** Calls of tools whose results it tells by the spans of the tools. */
  readonly toldCallIds: ReadonlySet<string>
  /** It had not ended when the turn that remembers it began, or is the same work told by log events: it tells of the same moment. */
  readonly isOverlapping: boolean
}
