import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Project } from '../../api/contract/project.ts'
import { useProject } from '../data/projects.ts'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { ApiKeys } from './api-keys.tsx'
import { General } from './general.tsx'
import { Prices } from './prices.tsx'
import { ReadAgain } from './read-again.tsx'
import { SessionSettings } from './session-settings.tsx'

const route = getRouteApi('/p/$project/settings/{-$section}')
const SECTIONS = [
  { section: 'general', word: 'General' },
  { section: 'keys', word: 'API keys' },
  { section: 'sessions', word: 'Sessions' },
  { section: 'prices', word: 'Prices' },
] as const

/** The settings of a project, one section at a time. */
export function SettingsPage() {
  const { project: slug, section } = route.useParams()
  const { project, error, isLoaded } = useProject(slug)
  const shown = SECTIONS.find((one) => one.section === section) ?? SECTIONS[0]
  useEffect(() => {
    document.title = `${shown.word} · Settings · Sojourn`
  }, [shown])
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-4 p-4 sm:p-6">
        <h1 className="text-20 font-semibold">Settings</h1>
        <nav aria-label="Settings" className="flex flex-wrap gap-1 border-b border-border">
          {SECTIONS.map(({ section: one, word }) => (
            <Link
              key={one}
              to="/p/$project/settings/{-$section}"
              params={{ project: slug, section: one }}
              aria-current={one === shown.section ? 'page' : undefined}
              className="-mb-px border-b-2 border-transparent px-2 py-2 font-medium text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
            >
              {word}
            </Link>
          ))}
        </nav>
        {error ? (
          <ErrorPanel error={error} />
        ) : !isLoaded || !project ? (
          <Skeleton rows={3} />
        ) : (
          <>
            <Section key={project.id} section={shown.section} project={project} />
            {shown.section !== 'keys' && <ReadAgain key={`${project.id} again`} project={project} />}
          </>
        )}
      </div>
    </div>
  )
}

function Section({ section, project }: { section: (typeof SECTIONS)[number]['section']; project: Project }) {
  switch (section) {
    case 'general':
      return <General project={project} />
    case 'keys':
      return <ApiKeys project={project} />
    case 'sessions':
      return <SessionSettings project={project} />
    case 'prices':
      return <Prices project={project} />
  }
}
