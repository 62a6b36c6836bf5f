import type { Trace } from '../../model/trace.ts'

/** What an earlier turn ended with: one list of keys for each thread of it, oldest words first. */
export type Recollection = {
  readonly trace: Pick<Trace, 'startUnixNano' | 'endUnixNano' | 'isFromLogs'>
  readonly threads: readonly { readonly keys: readonly string[]; readonly system?: string | undefined }[]
  /** Calls of tools whose results it tells by the spans of the tools. */
  readonly toldCallIds: ReadonlySet<string>
}

/** What a turn knows of an earlier one. `isBeside`: that one had not ended yet, or is the same work told by log events. */
export type Known = Recollection & { readonly isBeside: boolean }

export function knownTo(later: Recollection['trace'], earlier: Recollection): Known {
  const { trace } = earlier
  return { ...earlier, isBeside: trace.endUnixNano > later.startUnixNano || (trace.isFromLogs && !later.isFromLogs) }
}
