import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import type { Project } from '../../api/contract/project.ts'
import { client } from '../data/client.ts'
import { describeFailure } from '../data/failure.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { Card } from './card.tsx'
import { DeleteProject } from './delete-project.tsx'

/** The name of a project, and its end. */
export function General({ project }: { project: Project }) {
  return (
    <>
      <Rename project={project} />
      <DeleteProject project={project} />
    </>
  )
}

function Rename({ project }: { project: Project }) {
  const [name, setName] = useState(project.name)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const rename = useMutation({
    mutationFn: () => client.call('renameProject', { params: { project: project.id }, body: { name: name.trim() } }),
    onSuccess: async (renamed) => {
      await queries.invalidateQueries({ queryKey: ['listProjects'] })
      if (renamed.slug !== project.slug)
        await navigate({ to: '/p/$project/settings/{-$section}', params: { project: renamed.slug, section: 'general' }, replace: true })
      setName(renamed.name)
      toast('The name is saved.')
    },
  })
  const isChanged = name.trim() !== '' && name.trim() !== project.name

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (isChanged) rename.mutate()
  }

  return (
    <Card title="Name">
      <form onSubmit={onSubmit} className="flex flex-wrap items-end gap-2">
        <TextField
          label="Project name"
          className="min-w-48 flex-1"
          value={name}
          maxLength={100}
          required
          error={rename.error ? describeFailure(rename.error).detail : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <Button variant="primary" type="submit" disabled={!isChanged || rename.isPending}>
          Save
        </Button>
      </form>
      <p className="mt-2 text-12 text-ink-3">
        In addresses and in the API it is <code className="font-mono">{project.slug}</code>; its id is{' '}
        <code className="font-mono">{project.id}</code>.
      </p>
    </Card>
  )
}
