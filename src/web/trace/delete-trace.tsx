import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { TraceRow } from '../../api/contract/trace.ts'
import { writeTerm } from '../../filter/filter.ts'
import { client } from '../data/client.ts'
import { describeFailure } from '../data/failure.ts'
import { formatPlural } from '../format/number.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { toast } from '../ui/toast.tsx'

type DeleteTraceProps = { project: string; trace: TraceRow; isOpen: boolean; onClose: () => void }

/** Asks, deletes, and goes to the other traces of its session. */
export function DeleteTrace({ project, trace, isOpen, onClose }: DeleteTraceProps) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const deletion = useMutation({
    mutationFn: () => client.call('deleteTrace', { params: { project, traceId: trace.id } }),
    onSuccess: async () => {
      await navigate({
        to: '/p/$project/traces',
        params: { project },
        search: { q: trace.sessionId && writeTerm({ field: 'session' }, [trace.sessionId]) },
      })
      void queries.invalidateQueries()
      toast('The trace is deleted.')
    },
  })
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button variant="danger" disabled={deletion.isPending} onClick={() => deletion.mutate()}>
        {deletion.isPending ? 'Deleting…' : 'Delete trace'}
      </Button>
    </>
  )
  return (
    <Dialog title="Delete this trace?" isOpen={isOpen} onClose={onClose} footer={footer}>
      <p>Its {formatPlural(trace.spanCount, 'span')} will be gone for good, and the numbers of its session will no longer count it.</p>
      {deletion.isError && (
        <p role="alert" className="mt-2 text-error">
          {describeFailure(deletion.error).detail}
        </p>
      )}
    </Dialog>
  )
}
