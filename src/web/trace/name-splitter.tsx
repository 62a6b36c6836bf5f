import { readWithin } from '../ui/bounds.ts'
import { Splitter } from '../ui/splitter.tsx'
import { useStored } from '../url/stored.ts'

const KEY = 'spanNamePx'
const BOUNDS = { least: 200, usual: 352, most: 600 }

/** The width of the column of names, for the style of the grid: as chosen, else what leaves the lane of time its share. */
export function useNameWidth(): string {
  const stored = useStored(KEY)
  return stored === undefined ? `min(${BOUNDS.usual}px, 45%)` : `${readWithin(stored, BOUNDS)}px`
}

/** Between the names and the rest. */
export function NameSplitter() {
  return <Splitter label="Width of the names" storedAs={KEY} bounds={BOUNDS} edge="end" className="inset-y-[-5px] -start-1" />
}
