import { Navigate } from '@tanstack/react-router'
import { useProject } from '../data/projects.ts'
import { readStored } from '../url/stored.ts'
import { EmptyState, ErrorPanel, Skeleton } from '../ui/states.tsx'
import { FolderPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { CreateProject } from './create-project.tsx'

/** `/`: the sessions of the project seen last, else of the first one. */
export function Home() {
  const last = readStored('project') ?? ''
  const { projects, project, error, isLoaded } = useProject(last)
  const [isCreating, setCreating] = useState(false)
  const target = project ?? projects[0]
  if (target) return <Navigate to="/p/$project/sessions" params={{ project: target.slug }} replace />
  return (
    <main>
      <h1 className="sr-only">Sojourn</h1>
      {error && <ErrorPanel error={error} />}
      {!error && !isLoaded && <Skeleton />}
      {isLoaded && (
        <EmptyState
          icon={FolderPlus}
          title="No project yet"
          actions={
            <Button variant="primary" onClick={() => setCreating(true)}>
              Create a project
            </Button>
          }
        >
          A project holds the sessions of one app.
        </EmptyState>
      )}
      <CreateProject isOpen={isCreating} onClose={() => setCreating(false)} />
    </main>
  )
}
