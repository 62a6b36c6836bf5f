import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ArrowLeftRight, Check, ChevronLeft, GitCompareArrows } from 'lucide-react'
import { useState } from 'react'
import { useKeys } from '../keys/keys.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState, ErrorPanel, Skeleton } from '../ui/states.tsx'
import { useTitle } from '../ui/use-title.ts'
import { lastSearch } from '../url/last-search.ts'
import { PairList } from './pair-list.tsx'
import { PickSession } from './pick-session.tsx'
import { SideHead } from './side-head.tsx'
import { Totals } from './totals.tsx'
import { useSide } from './use-side.ts'

const ROUTE = '/p/$project/compare'

/** Two sessions, turn by turn. */
export function ComparePage() {
  const { project } = useParams({ from: ROUTE })
  const search = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const [picking, setPicking] = useState<'a' | 'b'>()
  const sides = { a: useSide(project, search.a), b: useSide(project, search.b) }
  useTitle('Compare sessions')

  const change = (next: typeof search, replace = false) => void navigate({ search: (previous) => ({ ...previous, ...next }), replace })
  const isOnly = search.only === 'differences'
  const flipOnly = () => change({ only: isOnly ? undefined : 'differences' }, true)
  const swap = () => change({ a: search.b, b: search.a }, true)
  useKeys('Compare', [
    { keys: 'x', label: 'Swap A and B', run: swap },
    { keys: 'd', label: 'Only differences', run: flipOnly },
  ])

  const { a, b } = sides
  const missing = search.a === undefined ? 'a' : search.b === undefined ? 'b' : undefined
  const unknown = a.isUnknown ? 'a' : b.isUnknown ? 'b' : undefined
  const failed = [a, b].find((side) => side.error !== undefined && !side.isUnknown)
  const isReady = a.session && b.session && a.outline && b.outline
  return (
    <>
      <header className="flex max-h-[45vh] flex-none flex-col gap-2 overflow-y-auto border-b border-border bg-surface px-3 py-2">
        <div className="flex flex-wrap items-center gap-2">
          <Link
            to="/p/$project/sessions"
            params={{ project }}
            search={lastSearch('sessions', project)}
            className="inline-flex flex-none items-center gap-0.5 rounded-control py-1 pr-1 text-ink-2 hover:text-accent hover:underline"
          >
            <ChevronLeft size={14} aria-hidden />
            Sessions
          </Link>
          <h1 className="text-16 font-semibold">Compare sessions</h1>
          <span className="flex-1" />
          <Button
            icon={isOnly ? Check : undefined}
            aria-pressed={isOnly}
            onClick={flipOnly}
            tip="D"
            className={isOnly ? 'bg-accent-soft' : ''}
          >
            Only differences
          </Button>
          <Button icon={ArrowLeftRight} onClick={swap} tip="X" disabled={missing !== undefined}>
            Swap
          </Button>
        </div>
        <div className="grid gap-x-4 gap-y-1 md:grid-cols-2">
          <SideHead name="A" project={project} id={search.a} side={a} onChange={() => setPicking('a')} />
          <SideHead name="B" project={project} id={search.b} side={b} onChange={() => setPicking('b')} />
        </div>
        {a.session && b.session && <Totals a={a.session} b={b.session} />}
        {search.a !== undefined && search.a === search.b && <p className="text-12 text-ink-2">Both are the same session.</p>}
      </header>
      {failed && <ErrorPanel title="The sessions could not be compared" error={failed.error} onRetry={failed.retry} />}
      {missing ? (
        <Choose name={missing} what="Choose two sessions to compare" onChoose={() => setPicking(missing)}>
          Session {missing.toUpperCase()} is not chosen yet.
        </Choose>
      ) : unknown ? (
        <Choose name={unknown} what="There is no such session in this project" onChoose={() => setPicking(unknown)}>
          No trace names <bdi className="font-mono text-13 break-all">{search[unknown]}</bdi>.
        </Choose>
      ) : isReady ? (
        <PairList project={project} a={a} b={b} isOnlyDifferences={isOnly} />
      ) : (
        !failed && <Skeleton rows={4} rowHeight={120} />
      )}
      <PickSession
        project={project}
        title={`Session ${picking?.toUpperCase() ?? ''}`}
        exceptId={picking === 'a' ? search.b : search.a}
        isOpen={picking !== undefined}
        onClose={() => setPicking(undefined)}
        onPick={(id) => {
          if (picking) change({ [picking]: id })
          setPicking(undefined)
        }}
      />
    </>
  )
}

type ChooseProps = { name: 'a' | 'b'; what: string; onChoose: () => void; children: React.ReactNode }

function Choose({ name, what, onChoose, children }: ChooseProps) {
  return (
    <EmptyState
      icon={GitCompareArrows}
      title={what}
      actions={
        <Button variant="primary" onClick={onChoose}>
          Choose session {name.toUpperCase()}
        </Button>
      }
    >
      {children}
    </EmptyState>
  )
}
