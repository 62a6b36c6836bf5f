import { createContext, useContext } from 'react'
import { stepsOf, type Cut } from '../../api/contract/cut.ts'

export type SpanAddress = { readonly project: string; readonly traceId: string; readonly spanId: string }

/** What is only partly here of the span whose values are shown, by the object that holds the beginning. */
export type CutSourceValue = SpanAddress & { readonly cuts: ReadonlyMap<object, readonly Cut[]> }
export const CutSource = createContext<CutSourceValue | undefined>(undefined)

/** `root`: what the pointers lead into. */
export function cutsByHolder(root: object, cuts: readonly Cut[]): ReadonlyMap<object, readonly Cut[]> {
  const holders = new Map<object, Cut[]>()
  for (const cut of cuts) {
    const holder = stepsOf(cut.pointer)
      .slice(0, -1)
      .reduce<unknown>((value, step) => Object.getOwnPropertyDescriptor(value, step)?.value, root)
    if (typeof holder === 'object' && holder !== null) holders.set(holder, [...(holders.get(holder) ?? []), cut])
  }
  return holders
}

/** The cuts of the members of this object. */
export function useCuts(holder: object | undefined): readonly (Cut & SpanAddress & { readonly field: string })[] {
  const source = useContext(CutSource)
  const cuts = source && holder && source.cuts.get(holder)
  if (!source || !cuts) return []
  const { project, traceId, spanId } = source
  return cuts.map((cut) => ({ ...cut, project, traceId, spanId, field: stepsOf(cut.pointer).at(-1) ?? '' }))
}

export function useCut(holder: object | undefined, field: string): (Cut & SpanAddress) | undefined {
  return useCuts(holder).find((cut) => cut.field === field)
}
