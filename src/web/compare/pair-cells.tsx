import { useMemo, type ReactNode } from 'react'
import { Folded } from '../content/folded.tsx'
import { formatPlural } from '../format/number.ts'
import type { Pair } from './align.ts'
import { isSamePair } from './compare-turns.ts'
import { markWords, type Piece } from './mark-words.ts'
import { SideBadge } from './side-badge.tsx'

type PairCellsProps<T> = {
  pair: Pair<T>
  keyOf: (thing: T) => string
  textOf: (thing: T) => string
  /** Who says it, or what is called. */
  titleOf: (thing: T) => ReactNode
  isMono?: boolean
  /** The other side has no such turn at all, which is said elsewhere. */
  isTurnAlone?: boolean
}

/** The two sides of one thing beside each other with what differs marked; once when they are the same. */
export function PairCells<T>({ pair, keyOf, textOf, titleOf, isMono = false, isTurnAlone = false }: PairCellsProps<T>) {
  const { a, b } = pair
  const isSame = isSamePair(pair, keyOf)
  const [textA, textB] = [a && textOf(a), b && textOf(b)]
  const marked = useMemo(
    () => (isSame || textA === undefined || textB === undefined ? undefined : markWords(textA, textB)),
    [isSame, textA, textB],
  )
  // Where all is different, marks would only make it hard to read.
  const isOther = marked !== undefined && [...marked.a, ...marked.b].every(({ isOwn }) => isOwn)
  const note = isOther ? 'different' : undefined
  if (isSame && a !== undefined) {
    return (
      <Cell side="A = B" title={titleOf(a)} text={textOf(a)} isMono={isMono} className="md:col-span-2">
        {textOf(a)}
      </Cell>
    )
  }
  return (
    <>
      {a === undefined ? (
        <Lacking side="A" isQuiet={isTurnAlone} />
      ) : (
        <Cell side="A" title={titleOf(a)} text={textOf(a)} isMono={isMono} note={b === undefined && !isTurnAlone ? 'only in A' : note}>
          {marked && !isOther ? <Marks pieces={marked.a} as="del" /> : textOf(a)}
        </Cell>
      )}
      {b === undefined ? (
        <Lacking side="B" isQuiet={isTurnAlone} />
      ) : (
        <Cell side="B" title={titleOf(b)} text={textOf(b)} isMono={isMono} note={a === undefined && !isTurnAlone ? 'only in B' : note}>
          {marked && !isOther ? <Marks pieces={marked.b} as="ins" /> : textOf(b)}
        </Cell>
      )}
    </>
  )
}

type CellProps = {
  side: 'A' | 'B' | 'A = B'
  title: ReactNode
  text: string
  isMono: boolean
  /** How it stands to the other side, where no marks tell. */
  note?: string | undefined
  className?: string
  children: ReactNode
}

function Cell({ side, title, text, isMono, note, className = '', children }: CellProps) {
  const frame = side === 'A = B' ? 'border-border' : note ? 'border-2 border-control' : 'border-control'
  return (
    <div className={`min-w-0 rounded-card border bg-surface px-3 py-2 ${frame} ${className}`}>
      <div className="mb-1 flex min-w-0 items-center gap-2 text-12 text-ink-3">
        <SideBadge side={side} />
        <span className="min-w-0 truncate">{title}</span>
        {note && <span className="ms-auto flex-none font-medium text-ink">{note}</span>}
      </div>
      <Folded what={formatPlural(text.split('\n').length, 'line')}>
        <div dir="auto" className={`whitespace-pre-wrap [overflow-wrap:anywhere] ${isMono ? 'font-mono text-12' : 'text-14'}`}>
          {children}
        </div>
      </Folded>
    </div>
  )
}

function Lacking({ side, isQuiet }: { side: 'A' | 'B'; isQuiet: boolean }) {
  if (isQuiet) return <div className="max-md:hidden" />
  return (
    <div className="flex items-center gap-2 rounded-card border border-dashed border-control px-3 py-2 text-12 text-ink-3">
      <SideBadge side={side} />
      nothing like it
    </div>
  )
}

/** Struck out where only A says it, underlined where only B does. */
function Marks({ pieces, as: Mark }: { pieces: readonly Piece[]; as: 'del' | 'ins' }) {
  const look = Mark === 'del' ? 'bg-error-soft line-through decoration-error' : 'bg-ok-soft underline decoration-ok decoration-2'
  return pieces.map((piece, at) =>
    piece.isOwn ? (
      <Mark key={at} className={`rounded-control text-ink ${look}`}>
        {piece.text}
      </Mark>
    ) : (
      <span key={at}>{piece.text}</span>
    ),
  )
}
