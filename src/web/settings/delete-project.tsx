import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import type { Project } from '../../api/contract/project.ts'
import { client } from '../data/client.ts'
import { describeFailure } from '../data/failure.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { writeStored } from '../url/stored.ts'
import { Card } from './card.tsx'

/** Deletes a project with all its data, once its name has been typed. */
export function DeleteProject({ project }: { project: Project }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Card title="Delete this project" isDanger>
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-48 flex-1 text-ink-2">
          Its sessions, traces, spans and API keys go with it. Apps that still send with its keys are refused.
        </p>
        <Button variant="danger" onClick={() => setOpen(true)}>
          Delete project…
        </Button>
      </div>
      <Dialog title={`Delete ${project.name}?`} isOpen={isOpen} onClose={() => setOpen(false)}>
        <ConfirmByName project={project} onCancel={() => setOpen(false)} />
      </Dialog>
    </Card>
  )
}

function ConfirmByName({ project, onCancel }: { project: Project; onCancel: () => void }) {
  const [typed, setTyped] = useState('')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const deletion = useMutation({
    mutationFn: () => client.call('deleteProject', { params: { project: project.id } }),
    onSuccess: async () => {
      writeStored('project', undefined)
      await queries.invalidateQueries({ queryKey: ['listProjects'] })
      await navigate({ to: '/', replace: true })
      toast(`${project.name} is deleted.`)
    },
  })
  const isSame = typed.trim() === project.name.trim()

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (isSame) deletion.mutate()
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      <p>This cannot be undone. Everything this project has received will be gone.</p>
      <TextField
        label={`Type its name, ${project.name}`}
        value={typed}
        autoFocus
        autoComplete="off"
        error={deletion.error ? describeFailure(deletion.error).detail : undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="danger" type="submit" disabled={!isSame || deletion.isPending}>
          {deletion.isPending ? 'Deleting…' : 'Delete project'}
        </Button>
      </div>
    </form>
  )
}
