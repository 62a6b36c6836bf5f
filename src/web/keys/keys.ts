import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { readStored } from '../url/stored.ts'

/** `keys`: `j`, `shift+j`, `mod+k`, `?`, `Escape`, `Space`, or two in a row: `g s`. Several spellings are separated by `|`. */
export type KeyBinding = { readonly keys: string; readonly label: string; readonly run: (event: KeyboardEvent) => void }
export type KeyGroup = { readonly scope: string; readonly bindings: readonly KeyBinding[] }

type Bound = { readonly place: number; readonly group: () => KeyGroup }

const SEQUENCE_MS = 1200
/** A letter or sign that nothing on screen knew is kept for as long as this: a screen that is still loading may know it. */
const EARLY_MS = 5000
const listeners = new Set<() => void>()
/** By place: the order in which their components were first drawn. */
let groups: readonly Bound[] = []
let lastPlace = 0
let prefix = ''
let prefixAtMs = 0
let early: KeyboardEvent | undefined

/**
 * Binds keys while the component is mounted; the same table feeds the help dialog. What was drawn later wins: a child over its parents,
 * which React draws first but mounts last.
 */
export function useKeys(scope: string, bindings: readonly KeyBinding[]): void {
  const latest = useRef<KeyGroup>({ scope, bindings })
  const [place] = useState(() => (lastPlace += 1))
  // With what is drawn, not after it: a key pressed at once means what is on screen.
  useLayoutEffect(() => {
    latest.current = { scope, bindings }
  })
  useEffect(() => {
    const bound: Bound = { place, group: () => latest.current }
    change([...groups, bound].sort((a, b) => a.place - b.place))
    takeEarly(latest.current)
    return () => change(groups.filter((one) => one !== bound))
  }, [place])
}

/** The groups bound now, for the help dialog. */
export function useKeyGroups(): readonly KeyGroup[] {
  return useSyncExternalStore(subscribe, () => groups).map(({ group }) => group())
}

/** Installs the one listener of the app. */
export function listenToKeys(): () => void {
  const stop = new AbortController()
  document.addEventListener('keydown', onKeyDown, { signal: stop.signal })
  document.addEventListener('pointerdown', forgetEarly, { signal: stop.signal, passive: true })
  return () => stop.abort()
}

function onKeyDown(event: KeyboardEvent): void {
  forgetEarly()
  if (event.defaultPrevented || event.isComposing || isTyping(event.target) || isInOverlay(event.target)) return
  const name = keyName(event)
  if (!name || (readStored('keys') === 'off' && !/^(mod\+|Escape|Arrow|Home|End|Page|Enter|Space)/.test(name))) return
  if ((name === 'Enter' || name === 'Space') && isPressable(event.target, name)) return
  const sequence = prefix !== '' && event.timeStamp - prefixAtMs < SEQUENCE_MS ? `${prefix} ${name}` : undefined
  prefix = ''
  const binding = (sequence && findBinding(sequence)) || findBinding(name)
  if (binding) {
    event.preventDefault()
    binding.run(event)
  } else if (hasSequence(name)) {
    prefix = name
    prefixAtMs = event.timeStamp
  } else if (/^(shift\+)?\S$/.test(name)) {
    early = event
  }
}

/** What was pressed before a screen was there is done once it is, unless something else was pressed since. */
function takeEarly({ bindings }: KeyGroup): void {
  if (!early || performance.now() - early.timeStamp > EARLY_MS) return
  const binding = bindingIn(bindings, keyName(early) ?? '')
  if (!binding) return
  const event = early
  forgetEarly()
  binding.run(event)
}

function forgetEarly(): void {
  early = undefined
}

/** The name of a pressed key; undefined for one that is only a modifier or belongs to the browser. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): string | undefined {
  if (event.altKey || ['Shift', 'Control', 'Meta', 'Alt'].includes(event.key)) return undefined
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toLowerCase() : event.key
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key)) ? 'shift+' : ''
  return `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${shift}${key}`
}

function findBinding(name: string): KeyBinding | undefined {
  for (const { group } of [...groups].reverse()) {
    const binding = bindingIn(group().bindings, name)
    if (binding) return binding
  }
  return undefined
}

function bindingIn(bindings: readonly KeyBinding[], name: string): KeyBinding | undefined {
  return bindings.find((one) => one.keys.split('|').includes(name))
}

function hasSequence(name: string): boolean {
  return groups.some(({ group }) => group().bindings.some((one) => one.keys.startsWith(`${name} `)))
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[popover], dialog') !== null
}

/** Enter and Space do what the browser says on a button, Enter also on a link. */
function isPressable(target: EventTarget | null, name: string): boolean {
  return target instanceof Element && target.closest(`button, summary, [role=tab]${name === 'Enter' ? ', a' : ''}`) !== null
}

function change(next: readonly Bound[]): void {
  groups = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
