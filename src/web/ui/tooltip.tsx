import { useEffect, useRef } from 'react'
import { placeBeside, viewSize } from './place.ts'

const SHOW_AFTER_MS = 350
const TIP_ID = 'tooltip'

/**
 * One tooltip for the whole app. Any element with `data-tip="text"` gets it on hover and on keyboard focus; Esc hides it.
 * Long lists pay nothing for it.
 */
export function TooltipLayer() {
  const tip = useRef<HTMLDivElement>(null)
  useEffect(() => (tip.current ? listen(tip.current) : undefined), [])
  return (
    <div
      ref={tip}
      id={TIP_ID}
      role="tooltip"
      popover="manual"
      className="pointer-events-none fixed max-w-80 rounded-control border border-border bg-surface px-2 py-1 text-12 break-words whitespace-pre-line text-ink shadow-overlay"
    />
  )
}

function listen(tip: HTMLDivElement): () => void {
  let anchor: Element | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const hide = () => {
    clearTimeout(timer)
    if (anchor?.getAttribute('aria-describedby') === TIP_ID) anchor.removeAttribute('aria-describedby')
    anchor = undefined
    if (tip.matches(':popover-open')) tip.hidePopover()
  }
  const show = () => {
    const text = anchor?.getAttribute('data-tip')
    if (!anchor?.isConnected || !text) return
    tip.textContent = text
    tip.showPopover()
    const { left, top } = placeBeside(anchor.getBoundingClientRect(), tip.getBoundingClientRect(), viewSize(), 'center', 6)
    tip.style.left = `${left}px`
    tip.style.top = `${top}px`
    // What is already the name of the element is not said twice.
    if (anchor.getAttribute('aria-label') !== text && !anchor.hasAttribute('aria-describedby'))
      anchor.setAttribute('aria-describedby', TIP_ID)
  }
  const aim = (target: EventTarget | null, delayMs: number) => {
    const next = target instanceof Element ? (target.closest('[data-tip]') ?? undefined) : undefined
    if (next === anchor) return
    hide()
    anchor = next
    if (next) timer = setTimeout(show, delayMs)
  }
  const over = (event: PointerEvent) => event.pointerType !== 'touch' && aim(event.target, SHOW_AFTER_MS)
  const focus = (event: FocusEvent) => {
    if (event.target instanceof Element && event.target.matches(':focus-visible')) aim(event.target, 0)
  }
  const key = (event: KeyboardEvent) => event.key === 'Escape' && hide()

  const stop = new AbortController()
  const options = { signal: stop.signal, passive: true }
  document.addEventListener('pointerover', over, options)
  document.addEventListener('focusin', focus, options)
  document.addEventListener('focusout', hide, options)
  document.addEventListener('pointerdown', hide, options)
  document.addEventListener('keydown', key, options)
  document.addEventListener('scroll', hide, { ...options, capture: true })
  return () => stop.abort()
}
