import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { client } from '../data/client.ts'
import { describeFailure } from '../data/failure.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'

export function CreateProject({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [name, setName] = useState('')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const create = useMutation({
    mutationFn: () => client.call('createProject', { body: { name: name.trim() } }),
    onSuccess: async (project) => {
      await queries.invalidateQueries({ queryKey: ['listProjects'] })
      setName('')
      onClose()
      await navigate({ to: '/p/$project/start', params: { project: project.slug } })
    },
  })

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() !== '') create.mutate()
  }

  return (
    <Dialog title="New project" isOpen={isOpen} onClose={onClose}>
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          value={name}
          maxLength={100}
          required
          data-autofocus
          hint="One project per app: its data is walled off from the others."
          error={create.error ? describeFailure(create.error).detail : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" disabled={create.isPending || name.trim() === ''}>
            Create project
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
