import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Project } from '../../api/contract/project.ts'
import { useProject } from '../data/projects.ts'
import { read } from '../data/queries.ts'
import { useCreateKey } from '../settings/use-create-key.ts'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { KeyStep } from './key-step.tsx'
import { ReceiveStep } from './receive-step.tsx'
import { SendStep } from './send-step.tsx'
import type { Target } from './snippet.ts'

const route = getRouteApi('/p/$project/start')
/** The project that takes spans without a key while the server is bound to loopback and asks for no token. */
const KEYLESS_PROJECT = 'default'

/** From nothing to the first conversation, on one page: a key, a snippet, and what has arrived. */
export function StartPage() {
  const { project: slug } = route.useParams()
  const { project, error } = useProject(slug)
  useEffect(() => {
    document.title = 'Getting started · Sojourn'
  }, [])
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4 sm:p-6">
        <div>
          <h1 className="text-20 font-semibold">Getting started</h1>
          <p className="text-ink-2">
            Your app already speaks OpenTelemetry, or is one line away from it. Point it here, and its conversations appear. When something
            is missing, the{' '}
            <Link to="/p/$project/doctor" params={{ project: slug }} className="font-medium text-accent underline">
              ingest doctor
            </Link>{' '}
            knows why.
          </p>
        </div>
        {error ? <ErrorPanel error={error} /> : project ? <Steps key={project.id} project={project} /> : <Skeleton rows={6} />}
      </div>
    </div>
  )
}

function Steps({ project }: { project: Project }) {
  const instance = useQuery({ ...read('getInstance', {}), staleTime: Infinity })
  const create = useCreateKey(project.id)
  if (!instance.data)
    return instance.error ? <ErrorPanel error={instance.error} onRetry={() => void instance.refetch()} /> : <Skeleton rows={6} />
  const { isAuthRequired, grpcPort } = instance.data
  const target: Target = {
    origin: location.origin,
    grpc: grpcPort === undefined ? undefined : `${location.hostname}:${grpcPort}`,
    key: create.data?.secret,
    isKeyNeeded: isAuthRequired || project.id !== KEYLESS_PROJECT,
  }
  return (
    <>
      <KeyStep target={target} create={create} />
      <SendStep target={target} />
      <ReceiveStep project={project} />
    </>
  )
}
