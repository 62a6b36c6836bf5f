import { useMatchRoute, useNavigate, useParams } from '@tanstack/react-router'
import { Copy, Filter, FilterX } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { FieldRef } from '../../model/filter.ts'
import { copyText } from '../ui/copy-button.tsx'
import { MenuItems, type MenuItem } from '../ui/menu.tsx'
import { placeBeside, viewSize, type Box } from '../ui/place.ts'
import { toast } from '../ui/toast.tsx'
import { lastSearch } from '../url/last-search.ts'
import { narrowTo } from './narrow.ts'

/** A value on screen that a list can be filtered to. */
export type FilterValue = FieldRef & { readonly value: string }

type Asked = { readonly values: readonly FilterValue[]; readonly at: Box; readonly from: Element | null }

let show: (asked: Asked) => void = () => undefined

/** Opens the menu of these values beside an element. */
export function openValueMenu(values: readonly FilterValue[], beside: Element): void {
  if (values.length > 0) show({ values, at: beside.getBoundingClientRect(), from: beside })
}

/** Opens the menu of all values in an element, such as a row. */
export function openValueMenuOf(element: Element): void {
  const values = [element, ...element.querySelectorAll('[data-filter]')].flatMap((one) => valueOf(one) ?? [])
  if (values.length > 0) show({ values, at: element.getBoundingClientRect(), from: document.activeElement })
}

function valueOf(element: Element): FilterValue | undefined {
  const text = element.getAttribute('data-filter')
  return text === null ? undefined : (JSON.parse(text) as FilterValue)
}

/** One menu for the whole screen; lists with many values pay nothing for it. */
export function ValueMenuLayer() {
  const { project } = useParams({ strict: false })
  const panel = useRef<HTMLDivElement>(null)
  const [asked, setAsked] = useState<Asked>()

  useEffect(() => {
    show = setAsked
    const onContextMenu = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : undefined
      const element = target?.closest('[data-filter]')
      // A link has a menu of its own, and so has text that somebody selected.
      if (!element || target?.closest('a') || getSelection()?.toString()) return
      event.preventDefault()
      const [x, y] = [event.clientX, event.clientY]
      setAsked({ values: [valueOf(element)!], at: { left: x, right: x, top: y, bottom: y }, from: document.activeElement })
    }
    document.addEventListener('contextmenu', onContextMenu)
    return () => document.removeEventListener('contextmenu', onContextMenu)
  }, [])

  useEffect(() => {
    const element = panel.current
    if (!element || !asked) return
    element.showPopover()
    const { left, top } = placeBeside(asked.at, element.getBoundingClientRect(), viewSize(), 'start')
    element.style.setProperty('left', `${left}px`)
    element.style.setProperty('top', `${top}px`)
    element.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }, [asked])

  function close() {
    panel.current?.hidePopover()
    if (asked?.from instanceof HTMLElement) asked.from.focus()
  }

  return (
    <div
      ref={panel}
      popover="auto"
      role="menu"
      aria-label="Filter by a value"
      onToggle={(event) => event.newState === 'closed' && setAsked(undefined)}
      className="fixed max-h-[80vh] max-w-[min(24rem,calc(100vw-16px))] min-w-56 overflow-auto rounded-overlay border border-border bg-surface p-1 shadow-overlay"
    >
      {project !== undefined &&
        asked?.values.map((value) => <ValueItems key={JSON.stringify(value)} project={project} value={value} close={close} />)}
    </div>
  )
}

const LISTS = { session: { to: '/p/$project/sessions', name: 'sessions' }, trace: { to: '/p/$project/traces', name: 'traces' } } as const

const SCOPES = ['session', 'trace'] as const

function ValueItems({ project, value: one, close }: { project: string; value: FilterValue; close: () => void }) {
  const navigate = useNavigate()
  const matchRoute = useMatchRoute()
  const { value, field, key } = one
  const ref = { field, ...(key === undefined ? {} : { key }) }
  const go = (scope: 'session' | 'trace', isExcluded: boolean) => {
    const last = lastSearch(LISTS[scope].name, project)
    const q = narrowTo(last['q'] ?? '', scope, ref, value, isExcluded)
    void navigate({ to: LISTS[scope].to, params: { project }, search: { ...last, q, peek: undefined } })
  }
  const here = SCOPES.filter((scope) => matchRoute({ to: LISTS[scope].to }) !== false)
  const isInList = here.length > 0
  const scopes = isInList ? here : SCOPES
  const items: MenuItem[] = [
    ...scopes.map((scope) => ({
      label: isInList ? 'Filter to this' : `Show ${LISTS[scope].name} with this`,
      icon: Filter,
      onSelect: () => go(scope, false),
    })),
    ...scopes.map((scope) => ({
      label: isInList ? 'Exclude this' : `Show ${LISTS[scope].name} without this`,
      icon: FilterX,
      onSelect: () => go(scope, true),
    })),
    {
      label: 'Copy',
      icon: Copy,
      onSelect: () => void copyText(value).then((isDone) => isDone && toast('Copied')),
    },
  ]
  const name = key === undefined ? field : `${field}.${key}`
  return (
    <div
      role="group"
      aria-label={`${name} ${value.slice(0, 80)}`}
      className="border-border not-first:mt-1 not-first:border-t not-first:pt-1"
    >
      <MenuItems
        items={items}
        close={close}
        header={
          <p className="flex max-w-full gap-1 px-2 py-1 text-12">
            <bdi className="max-w-[50%] flex-none truncate text-ink-2">{name}</bdi>
            <bdi className="min-w-0 truncate font-medium" title={value}>
              {value}
            </bdi>
          </p>
        }
      />
    </div>
  )
}
