import { useNavigate } from '@tanstack/react-router'
import clsx from 'clsx'
import { Bookmark, ChevronDown } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { View } from '../../api/contract/view.ts'
import { buttonClass } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import { SCREENS } from './screens.ts'
import { useViews } from './use-views.ts'
import type { Asked } from './view-dialog.tsx'
import { isChanged, searchOf, type Search } from './view-search.ts'

const ViewsPanel = lazy(() => import('./views-panel.tsx').then((module) => ({ default: module.ViewsPanel })))
const ViewDialog = lazy(() => import('./view-dialog.tsx').then((module) => ({ default: module.ViewDialog })))

type ViewsButtonProps = { readonly project: string; readonly list: View['list']; readonly search: Search }

/** Saved views of a screen: which one is on, whether it was changed since, and the menu of all. */
export function ViewsButton({ project, list, search }: ViewsButtonProps) {
  const navigate = useNavigate()
  const [asked, setAsked] = useState<Asked>()
  const { views } = useViews(project, search.view !== undefined)
  const active = views.find((view) => view.id === search.view && view.list === list)
  const hasChanged = active !== undefined && isChanged(active, search)
  const show = (next: Search) => void navigate({ to: SCREENS[list].to, params: { project }, search: next as never })
  const says = active === undefined ? 'Views' : `View ${active.name}${hasChanged ? ', changed' : ''}`

  return (
    <>
      <Popover
        label="Saved views"
        align="end"
        trigger={(props) => (
          <button
            type="button"
            aria-label={says}
            data-tip={active ? says : 'Saved views'}
            className={clsx(buttonClass(), 'px-2')}
            {...props}
          >
            <Bookmark size={15} aria-hidden className={active && 'fill-current text-accent'} />
            <bdi className="hidden max-w-40 truncate lg:block">{active?.name ?? 'Views'}</bdi>
            {hasChanged && <span className="text-12 font-normal text-ink-3 max-lg:hidden">changed</span>}
            <ChevronDown size={14} aria-hidden className="text-ink-3" />
          </button>
        )}
      >
        {(close) => (
          <Suspense fallback={<p className="w-72 p-3 text-ink-3">Loading…</p>}>
            <ViewsPanel
              project={project}
              list={list}
              search={search}
              active={active}
              onShow={(view) => {
                close()
                show(searchOf(view, search))
              }}
              onAsk={(next) => {
                close()
                setAsked(next)
              }}
            />
          </Suspense>
        )}
      </Popover>
      {asked && (
        <Suspense>
          <ViewDialog
            project={project}
            list={list}
            search={search}
            asked={asked}
            onClose={() => setAsked(undefined)}
            onSaved={(view) => show({ ...search, view })}
          />
        </Suspense>
      )}
    </>
  )
}
