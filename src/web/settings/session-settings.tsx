import type { Project } from '../../api/contract/project.ts'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { InferredSessions } from './inferred-sessions.tsx'
import { SessionKeys } from './session-keys.tsx'
import { useSettings } from './use-settings.ts'

/** How traces come to their sessions. */
export function SessionSettings({ project }: { project: Project }) {
  const { data: settings, error, refetch } = useSettings(project.id)
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!settings) return <Skeleton rows={3} />
  return (
    <>
      <SessionKeys project={project} stored={settings.sessionKeys} />
      <InferredSessions project={project} stored={settings} />
    </>
  )
}
