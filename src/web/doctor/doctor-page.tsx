import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Stethoscope } from 'lucide-react'
import type { Doctor } from '../../api/contract/doctor.ts'
import { read } from '../data/queries.ts'
import { formatCount, formatPlural } from '../format/number.ts'
import { Select } from '../ui/select.tsx'
import { EmptyState, ErrorPanel, Skeleton } from '../ui/states.tsx'
import { useTitle } from '../ui/use-title.ts'
import { ALL_TIME, RANGE_PRESETS } from '../url/range.ts'
import { RequestTroubles } from './request-troubles.tsx'
import { ScopeCard } from './scope-card.tsx'

const ROUTE = '/p/$project/doctor'
const DEFAULT_FROM = 'now-7d'
const RANGES = RANGE_PRESETS.filter(({ from }) => from !== ALL_TIME).map(({ from, label }) => ({ value: from, label }))

/** What is missing or doubtful in what the SDKs send, and the exact fix. */
export function DoctorPage() {
  const { project } = useParams({ from: ROUTE })
  const search = useSearch({ from: ROUTE })
  // A range of another page may not be one that the doctor looks at.
  const from = RANGES.find(({ value }) => value === search.from)?.value ?? DEFAULT_FROM
  const navigate = useNavigate({ from: ROUTE })
  useTitle('Ingest doctor')
  const doctor = useQuery(read('getDoctor', { params: { project }, query: { from } }))
  const choose = (next: string) => void navigate({ search: { from: next === DEFAULT_FROM ? undefined : next } })
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4 sm:p-6">
        <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-72">
            <h1 className="text-20 font-semibold">Ingest doctor</h1>
            <p className="text-ink-2">What is missing or doubtful in what your SDKs send, and how to set it right.</p>
          </div>
          <Select label="Time range" isLabelHidden className="w-44 flex-none" options={RANGES} value={from} onChoose={choose} />
        </div>
        {doctor.data ? (
          <Report project={project} doctor={doctor.data} />
        ) : doctor.error ? (
          <ErrorPanel error={doctor.error} onRetry={() => void doctor.refetch()} />
        ) : (
          <Skeleton rows={4} />
        )}
      </div>
    </div>
  )
}

function Report({ project, doctor }: { project: string; doctor: Doctor }) {
  const { scopes, requests } = doctor
  return (
    <>
      <RequestTroubles requests={requests} />
      {scopes.length === 0 ? (
        <EmptyState icon={Stethoscope} title="No spans in this range">
          There is nothing to look at. Choose a longer range, or send something first.
        </EmptyState>
      ) : (
        <section aria-label="SDKs" className="flex flex-col gap-3">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h2 className="text-16 font-semibold">SDKs</h2>
            <p className="text-12 text-ink-2">{checkedWords(doctor)}</p>
          </div>
          {scopes.map((health) => (
            <ScopeCard key={health.scope} project={project} health={health} />
          ))}
        </section>
      )}
    </>
  )
}

function checkedWords({ traces, checkedTraces }: Doctor): string {
  if (traces === checkedTraces) return `All ${formatPlural(traces, 'trace')} of this range.`
  return `The newest ${formatCount(checkedTraces)} of ${formatPlural(traces, 'trace')} in this range.`
}
