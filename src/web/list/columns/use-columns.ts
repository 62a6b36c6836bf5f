import { useMemo } from 'react'
import { useStored, writeStored } from '../../url/stored.ts'
import type { Column } from '../column.ts'
import { chosenColumns, keysOf, readWidths, withMoved, writeKeys, writeWidths, type Widths } from './choice.ts'

/** What the header of a list may change. */
export type ColumnLayout = {
  readonly widths: Widths
  /** Without pixels: as wide as it comes. */
  resize(key: string, px: number | undefined): void
  move(key: string, to: number): void
}

export type ColumnChoice<Row> = ColumnLayout & {
  readonly all: readonly Column<Row>[]
  readonly shown: readonly Column<Row>[]
  readonly isUsual: boolean
  show(columns: readonly Column<Row>[]): void
  reset(): void
}

type ChoiceSource<Row> = {
  list: 'sessions' | 'traces'
  project: string
  all: readonly Column<Row>[]
  /** The choice of a shared link. It is looked at, and kept only once it is changed. */
  fromLink: string | undefined
  leaveLink: () => void
}

/** Which columns a list shows, in what order and how wide: kept per project in this browser. */
export function useColumns<Row>({ list, project, all, fromLink, leaveLink }: ChoiceSource<Row>): ColumnChoice<Row> {
  const [keysAt, widthsAt] = [`columns.${list}.${project}`, `widths.${list}.${project}`]
  const stored = useStored(keysAt)
  const keys = fromLink ?? stored
  const storedWidths = useStored(widthsAt)
  const shown = useMemo(() => chosenColumns(all, keys), [all, keys])
  const widths = useMemo(() => readWidths(storedWidths), [storedWidths])

  function show(columns: readonly Column<Row>[]) {
    writeStored(keysAt, writeKeys(all, columns))
    if (fromLink !== undefined) leaveLink()
  }

  return {
    all,
    shown,
    widths,
    isUsual: widths.size === 0 && keysOf(shown) === keysOf(chosenColumns(all, undefined)),
    show,
    move: (key, to) => show(withMoved(shown, key, to)),
    resize: (key, px) => writeStored(widthsAt, writeWidths(widths, key, px)),
    reset() {
      writeStored(widthsAt, undefined)
      show(chosenColumns(all, undefined))
    },
  }
}
