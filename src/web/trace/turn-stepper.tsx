import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight, type LucideIcon } from 'lucide-react'
import { formatCount } from '../format/number.ts'
import { useKeys } from '../keys/keys.ts'
import type { TurnPlace } from './turn-place.ts'

const ROUTE = '/p/$project/traces/$traceId'

/** To the turns before and after this one, in the same view. */
export function TurnStepper({ project, place }: { project: string; place: TurnPlace }) {
  const navigate = useNavigate({ from: ROUTE })
  const goTo = (traceId: string | undefined) =>
    traceId !== undefined && void navigate({ to: ROUTE, params: { project, traceId }, search: ({ view }) => ({ view }), replace: true })
  useKeys('Trace', [
    { keys: 'shift+j', label: 'Next turn of the session', run: () => goTo(place.next) },
    { keys: 'shift+k', label: 'Previous turn of the session', run: () => goTo(place.previous) },
  ])
  if (place.total < 2) return null
  return (
    <nav aria-label="Turns" className="flex flex-none items-center">
      <Step project={project} traceId={place.previous} icon={ChevronLeft} label="Previous turn" keys="⇧K" />
      <span className="px-1 whitespace-nowrap text-ink-2">
        {formatCount(place.number)} / {formatCount(place.total)}
      </span>
      <Step project={project} traceId={place.next} icon={ChevronRight} label="Next turn" keys="⇧J" />
    </nav>
  )
}

type StepProps = { project: string; traceId: string | undefined; icon: LucideIcon; label: string; keys: string }

function Step({ project, traceId, icon: Icon, label, keys }: StepProps) {
  const look = 'inline-flex size-8 items-center justify-center rounded-control'
  if (traceId === undefined) {
    return (
      <span aria-hidden className={`${look} text-control opacity-50`}>
        <Icon size={16} />
      </span>
    )
  }
  return (
    <Link
      to={ROUTE}
      params={{ project, traceId }}
      search={(before) => ({ view: before.view })}
      aria-label={label}
      data-tip={`${label}  ${keys}`}
      className={`${look} text-ink-2 hover:bg-hover hover:text-ink`}
    >
      <Icon size={16} aria-hidden />
    </Link>
  )
}
