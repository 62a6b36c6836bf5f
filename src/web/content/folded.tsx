import { createContext, useCallback, useLayoutEffect, useRef, useState, type ReactNode } from 'react'

const FOLDED_PX = 320

/** Opens what is folded around here, because the reader asked for more of it. */
export const Unfold = createContext<() => void>(() => {})
type FoldedProps = {
  children: ReactNode
  what: string
  /** Opens it, for something in it that is looked for. */
  isOpen?: boolean
}

/** Shows the top of something tall, with a button for the rest. */
export function Folded({ children, what, isOpen: isWanted = false }: FoldedProps) {
  const box = useRef<HTMLDivElement>(null)
  const [isTall, setTall] = useState(false)
  const [isOpen, setOpen] = useState(false)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setTall((element.firstElementChild?.scrollHeight ?? 0) > FOLDED_PX))
    observer.observe(element.firstElementChild ?? element)
    return () => observer.disconnect()
  }, [])
  const [wasWanted, setWasWanted] = useState(false)
  if (isWanted !== wasWanted) {
    setWasWanted(isWanted)
    if (isWanted) setOpen(true)
  }
  const isFolded = isTall && !isOpen
  const unfold = useCallback(() => setOpen(true), [])
  return (
    <div ref={box}>
      <div className={isFolded ? 'max-h-80 overflow-hidden [mask-image:linear-gradient(black_75%,transparent)]' : ''}>
        <div>
          <Unfold value={unfold}>{children}</Unfold>
        </div>
      </div>
      {isTall && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="mt-1 min-h-6 rounded-control px-1 text-12 text-accent hover:underline"
        >
          {isOpen ? 'Show less' : `Show all ${what}`}
        </button>
      )}
    </div>
  )
}
