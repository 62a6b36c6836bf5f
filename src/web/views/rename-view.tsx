import { useState, type FormEvent } from 'react'
import { describeFailure } from '../data/failure.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { SavedView } from './my-views.ts'
import { useViewDeeds } from './use-views.ts'

type RenameViewProps = { project: string; view: SavedView; onClose: () => void }

export function RenameView({ project, view, onClose }: RenameViewProps) {
  const [name, setName] = useState(view.name)
  const { change } = useViewDeeds(project)

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() !== '') change.mutate({ view, name: name.trim() }, { onSuccess: onClose })
  }

  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button variant="primary" type="submit" form="rename-view" disabled={name.trim() === '' || change.isPending}>
        Rename
      </Button>
    </>
  )
  return (
    <Dialog title="Rename view" isOpen onClose={onClose} footer={footer}>
      <form id="rename-view" onSubmit={onSubmit}>
        <TextField
          label="Name"
          data-autofocus
          value={name}
          maxLength={100}
          dir="auto"
          autoComplete="off"
          error={change.error ? describeFailure(change.error).detail : undefined}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
