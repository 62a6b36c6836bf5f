import { Link, Outlet, useMatchRoute, useNavigate, useParams } from '@tanstack/react-router'
import { FolderX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useProject } from '../data/projects.ts'
import { ValueMenuLayer } from '../filter/value-menu.tsx'
import { KeyHelp } from '../keys/key-help.tsx'
import { useKeys } from '../keys/keys.ts'
import { buttonClass } from '../ui/button.tsx'
import { copyText } from '../ui/copy-button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { writeStored } from '../url/stored.ts'
import { LiveControl } from '../live/live-control.tsx'
import { JumpBox } from './jump-box.tsx'
import { ProjectSwitcher } from './project-switcher.tsx'
import { keepRange, Rail } from './rail.tsx'
import { RangePicker } from './range-picker.tsx'
import { flipTheme } from './theme.ts'

/** The frame of every project screen: rail, top bar, and one screen in it. */
export function Shell() {
  const { project: slug } = useParams({ from: '/p/$project' })
  const { project, isLoaded } = useProject(slug)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const matchRoute = useMatchRoute()
  const isAt = (...places: Parameters<typeof matchRoute>[0]['to'][]) => places.some((to) => matchRoute({ to }) !== false)
  const isLive = isAt('/p/$project/sessions', '/p/$project/traces', '/p/$project/dashboard', '/p/$project/users/$userId')
  const isWindow = isLive || isAt('/p/$project/users', '/p/$project/usage')
  useShellKeys(slug, () => setHelpOpen(true))
  useEffect(() => {
    if (project) writeStored('project', project.slug)
  }, [project])

  return (
    <div className="flex h-full flex-col md:flex-row">
      <a
        href="#main"
        className="absolute top-1 left-1 z-50 -translate-y-16 rounded-control bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <Rail project={slug} onHelp={() => setHelpOpen(true)} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <header className="flex flex-none flex-wrap items-center gap-2 border-b border-border bg-bg px-3 py-2 md:flex-nowrap">
          <ProjectSwitcher slug={slug} />
          <JumpBox project={slug} />
          <span className="hidden flex-1 md:block" />
          {isWindow && <RangePicker />}
          {isLive && <LiveControl />}
        </header>
        <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col bg-bg outline-none">
          {isLoaded && !project ? <UnknownProject slug={slug} /> : <Outlet />}
        </main>
      </div>
      <ValueMenuLayer />
      <KeyHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  )
}

function useShellKeys(project: string, openHelp: () => void): void {
  const navigate = useNavigate()
  useKeys('Everywhere', [
    { keys: '?', label: 'This help', run: openHelp },
    {
      keys: 'g s',
      label: 'Go to sessions',
      run: () => void navigate({ to: '/p/$project/sessions', params: { project }, search: keepRange }),
    },
    { keys: 'g t', label: 'Go to traces', run: () => void navigate({ to: '/p/$project/traces', params: { project }, search: keepRange }) },
    { keys: 'g u', label: 'Go to users', run: () => void navigate({ to: '/p/$project/users', params: { project }, search: keepRange }) },
    {
      keys: 'g d',
      label: 'Go to the dashboard',
      run: () => void navigate({ to: '/p/$project/dashboard', params: { project }, search: keepRange }),
    },
    {
      keys: 'g ,',
      label: 'Go to settings',
      run: () => void navigate({ to: '/p/$project/settings/{-$section}', params: { project, section: undefined } }),
    },
    { keys: 'g i', label: 'Go to the ingest doctor', run: () => void navigate({ to: '/p/$project/doctor', params: { project } }) },
    { keys: 't', label: 'Light or dark', run: flipTheme },
    {
      keys: 'mod+shift+c',
      label: 'Copy link',
      run: async () => {
        if (await copyText(location.href)) toast('Link copied')
      },
    },
  ])
}

function UnknownProject({ slug }: { slug: string }) {
  return (
    <>
      <h1 className="sr-only">Unknown project</h1>
      <EmptyState
        icon={FolderX}
        title="There is no such project"
        actions={
          <Link to="/" className={buttonClass('primary')}>
            Go to another project
          </Link>
        }
      >
        Nothing is called “<bdi>{slug}</bdi>” here. It may have been renamed or deleted.
      </EmptyState>
    </>
  )
}
