import { describeFailure } from '../data/failure.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { toast } from '../ui/toast.tsx'
import type { SavedView } from './my-views.ts'
import { useViewDeeds } from './use-views.ts'

type DeleteViewProps = { project: string; view: SavedView; onClose: () => void }

/** Asks, then deletes a view. */
export function DeleteView({ project, view, onClose }: DeleteViewProps) {
  const { remove } = useViewDeeds(project)
  const onSuccess = () => {
    toast(`View ${view.name} is deleted`)
    onClose()
  }
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button variant="danger" data-autofocus disabled={remove.isPending} onClick={() => remove.mutate(view, { onSuccess })}>
        {remove.isPending ? 'Deleting…' : 'Delete view'}
      </Button>
    </>
  )
  return (
    <Dialog title="Delete view?" isOpen onClose={onClose} footer={footer}>
      <p>
        <bdi className="font-medium">{view.name}</bdi>{' '}
        {view.isMine ? 'is kept by this browser alone.' : 'is gone for everyone in the project.'} Sessions and traces stay.
      </p>
      {remove.error && (
        <p role="alert" className="mt-2 text-error">
          {describeFailure(remove.error).detail}
        </p>
      )}
    </Dialog>
  )
}
