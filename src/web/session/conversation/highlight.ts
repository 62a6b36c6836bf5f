import { useEffect, useRef, type RefObject } from 'react'
import type { FindHit } from '../../../api/contract/insight.ts'

const RANGES_MAX = 1000

/**
 * Marks what is looked for in all that is drawn, and the hit the reader is at, without touching the elements: they belong to React.
 * A hit that comes into being, because its turn has just been loaded, is scrolled to once.
 */
export function useHighlight(scroller: RefObject<HTMLElement | null>, text: string, hit: FindHit | undefined, ordinal: number): void {
  const shown = useRef<FindHit>(undefined)
  useEffect(() => {
    const root = scroller.current
    if (!root || text === '' || !('highlights' in CSS)) return
    const draw = () => {
      CSS.highlights.set('find', new Highlight(...rangesIn(root, text)))
      const current = hit && hitRange(root, text, hit, ordinal)
      if (!current) return void CSS.highlights.delete('find-current')
      CSS.highlights.set('find-current', new Highlight(current))
      if (shown.current === hit) return
      shown.current = hit
      reveal(root, current)
    }
    let frame = requestAnimationFrame(draw)
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(draw)
    })
    observer.observe(root, { childList: true, characterData: true, subtree: true })
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
      CSS.highlights.delete('find')
      CSS.highlights.delete('find-current')
    }
  }, [scroller, text, hit, ordinal])
}

/** The range of a hit; text that is drawn may hold fewer of them than what was said. */
function hitRange(root: HTMLElement, text: string, hit: FindHit, ordinal: number): Range | undefined {
  const turn = root.querySelector<HTMLElement>(`[data-turn="${hit.turn + 1}"]`)
  const message = hit.message === undefined ? undefined : turn?.querySelector<HTMLElement>(`[data-message="${hit.message}"]`)
  const ranges = message || turn ? rangesIn(message ?? turn!, text) : []
  return ranges[Math.min(ordinal, ranges.length - 1)]
}

function reveal(root: HTMLElement, range: Range): void {
  for (let inside = range.startContainer.parentElement; inside && inside !== root; inside = inside.parentElement) {
    if (inside instanceof HTMLDetailsElement) inside.open = true
  }
  requestAnimationFrame(() => {
    const box = range.getBoundingClientRect()
    const view = root.getBoundingClientRect()
    if (box.top < view.top + 80 || box.bottom > view.bottom - 40) root.scrollTop += box.top - view.top - view.height / 3
  })
}

/** Where `text` stands below `root`, upper and lower case alike, also across elements. */
function rangesIn(root: HTMLElement, text: string): Range[] {
  const nodes: { node: Node; from: number }[] = []
  let all = ''
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node, from: all.length })
    all += node.nodeValue ?? ''
  }
  const [haystack, needle] = [fold(all), fold(text)]
  const ranges: Range[] = []
  let at = 0
  const placeOf = (offset: number) => {
    while (nodes[at + 1] && nodes[at + 1]!.from <= offset) at++
    return [nodes[at]!.node, offset - nodes[at]!.from] as const
  }
  for (
    let found = haystack.indexOf(needle);
    found >= 0 && ranges.length < RANGES_MAX;
    found = haystack.indexOf(needle, found + needle.length)
  ) {
    const range = new Range()
    range.setStart(...placeOf(found))
    const [node, offset] = placeOf(found + needle.length - 1)
    range.setEnd(node, offset + 1)
    ranges.push(range)
  }
  return ranges
}

/** Lower case letter by letter, so that every letter keeps its place. */
function fold(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length
    ? lower
    : Array.from(text, (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter)).join('')
}
