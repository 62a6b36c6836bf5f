import clsx from 'clsx'
import { Check, Pencil, Plus, Save, Trash2, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { View } from '../../api/contract/view.ts'
import { describeFailure } from '../data/failure.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { toast } from '../ui/toast.tsx'
import type { SavedView } from './my-views.ts'
import { useViewDeeds, useViews } from './use-views.ts'
import type { Asked } from './view-dialog.tsx'
import { isChanged, isRangePinned, viewQuery, type Search } from './view-search.ts'

type ViewsPanelProps = {
  project: string
  list: View['list']
  search: Search
  active: SavedView | undefined
  onShow: (view: SavedView) => void
  onAsk: (asked: Asked) => void
}

/** All views of a screen: show one, save what is on screen, rename, delete. */
export function ViewsPanel({ project, list, search, active, onShow, onAsk }: ViewsPanelProps) {
  const { views, error, isLoaded } = useViews(project, true)
  const { change } = useViewDeeds(project)
  const own = views.filter((view) => view.list === list)
  const rows = (isMine: boolean) =>
    own
      .filter((view) => view.isMine === isMine)
      .map((view) => <ViewRow key={view.id} view={view} isActive={view.id === active?.id} onShow={onShow} onAsk={onAsk} />)

  async function keep(view: SavedView) {
    try {
      await change.mutateAsync({ view, query: viewQuery(search, isRangePinned(view)) })
      toast(`View ${view.name} is updated`)
    } catch (failed) {
      toast(describeFailure(failed).detail, { isError: true })
    }
  }

  return (
    <div className="flex w-80 max-w-full flex-col gap-1 p-2 text-13">
      {active && isChanged(active, search) && (
        <div className="flex flex-wrap items-center gap-1.5 border-b border-border px-1 pb-2">
          <span className="min-w-0 flex-1 basis-full truncate text-ink-2">
            <bdi className="font-medium text-ink">{active.name}</bdi> was changed.
          </span>
          <Button icon={Save} disabled={change.isPending} onClick={() => void keep(active)}>
            Update view
          </Button>
          <Button icon={Undo2} variant="quiet" onClick={() => onShow(active)}>
            Back to saved
          </Button>
        </div>
      )}
      {error && <p className="px-1 py-2 text-error">The views of the project could not be loaded: {describeFailure(error).detail}</p>}
      {isLoaded && own.length === 0 && !error && (
        <p className="px-1 py-2 text-ink-3">Nothing saved yet. A view keeps filter, sort order and columns under a name.</p>
      )}
      <Group name="This project">{rows(false)}</Group>
      <Group name="Only this browser">{rows(true)}</Group>
      <div className="border-t border-border pt-2">
        <Button icon={Plus} variant="quiet" onClick={() => onAsk({ is: 'save' })} className="w-full justify-start">
          Save current as…
        </Button>
      </div>
    </div>
  )
}

function Group({ name, children }: { name: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null
  return (
    <section aria-label={name}>
      <h2 className="px-1 py-1 text-12 font-medium text-ink-3">{name}</h2>
      <ul>{children}</ul>
    </section>
  )
}

type ViewRowProps = Pick<ViewsPanelProps, 'onShow' | 'onAsk'> & { view: SavedView; isActive: boolean }

function ViewRow({ view, isActive, onShow, onAsk }: ViewRowProps) {
  return (
    <li className={clsx('flex items-center rounded-control hover:bg-hover', isActive && 'bg-accent-soft')}>
      <button
        type="button"
        aria-current={isActive ? 'true' : undefined}
        onClick={() => onShow(view)}
        className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-control px-2 text-left"
      >
        <bdi className="min-w-0 flex-1 truncate">{view.name}</bdi>
        {isActive && <Check size={15} aria-hidden className="flex-none text-accent" />}
      </button>
      <IconButton icon={Pencil} size={14} label={`Rename ${view.name}`} onClick={() => onAsk({ is: 'rename', view })} />
      <IconButton icon={Trash2} size={14} label={`Delete ${view.name}`} onClick={() => onAsk({ is: 'delete', view })} />
    </li>
  )
}
