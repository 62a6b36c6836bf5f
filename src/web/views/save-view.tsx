import { useState, type FormEvent } from 'react'
import { describeFailure } from '../data/failure.ts'
import { useNow } from '../format/now.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { describeRange } from '../url/range.ts'
import { useViewDeeds } from './use-views.ts'
import type { ViewDialogProps } from './view-dialog.tsx'
import { viewQuery } from './view-search.ts'

const NAME_LENGTH = 100

/** Asks for a name and who should see it, then saves what is on screen. */
export function SaveView({ project, list, search, onClose, onSaved }: ViewDialogProps) {
  const [name, setName] = useState('')
  const [isMine, setMine] = useState(false)
  const [isPinned, setPinned] = useState(false)
  const { save } = useViewDeeds(project)
  const now = useNow()

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() === '' || save.isPending) return
    try {
      const id = await save.mutateAsync({ name: name.trim(), list, query: viewQuery(search, isPinned), isMine })
      toast(`View ${name.trim()} is saved`)
      onSaved(id)
      onClose()
    } catch {
      // The form shows it.
    }
  }

  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button variant="primary" type="submit" form="save-view" disabled={name.trim() === '' || save.isPending}>
        {save.isPending ? 'Saving…' : 'Save view'}
      </Button>
    </>
  )
  return (
    <Dialog title="Save view" isOpen onClose={onClose} footer={footer}>
      <form id="save-view" onSubmit={(event) => void onSubmit(event)} className="flex flex-col gap-4">
        <TextField
          label="Name"
          data-autofocus
          value={name}
          maxLength={NAME_LENGTH}
          dir="auto"
          autoComplete="off"
          error={save.error ? describeFailure(save.error).detail : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <fieldset className="flex flex-col gap-1.5">
          <legend className="pb-1 text-12 font-medium text-ink-2">Who sees it</legend>
          <Choice label="Everyone in this project" isChosen={!isMine} onChoose={() => setMine(false)} />
          <Choice label="Only this browser" isChosen={isMine} onChoose={() => setMine(true)} />
        </fieldset>
        <label className="flex min-h-6 items-center gap-2">
          <input type="checkbox" checked={isPinned} onChange={(event) => setPinned(event.target.checked)} className="accent-accent" />
          <span>
            Keep the time range, too <span className="text-ink-3">({describeRange(search, now)})</span>
          </span>
        </label>
      </form>
    </Dialog>
  )
}

function Choice({ label, isChosen, onChoose }: { label: string; isChosen: boolean; onChoose: () => void }) {
  return (
    <label className="flex min-h-6 items-center gap-2">
      <input type="radio" name="who" checked={isChosen} onChange={onChoose} className="accent-accent" />
      {label}
    </label>
  )
}
