import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { SessionDetail } from '../../api/contract/session.ts'
import { client } from '../data/client.ts'
import { describeFailure } from '../data/failure.ts'
import { formatPlural } from '../format/number.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { toast } from '../ui/toast.tsx'

type DeleteSessionProps = { project: string; session: SessionDetail; isOpen: boolean; onClose: () => void }

/** Says exactly what goes, then does it. */
export function DeleteSession({ project, session, isOpen, onClose }: DeleteSessionProps) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const erase = useMutation({
    mutationFn: () => client.call('deleteSession', { params: { project, sessionId: session.id } }),
    onSuccess: async () => {
      onClose()
      await navigate({ to: '/p/$project/sessions', params: { project }, replace: true })
      queries.removeQueries({ queryKey: ['getSession', { project, sessionId: session.id }] })
      void queries.invalidateQueries({ queryKey: ['listSessions'] })
      void queries.invalidateQueries({ queryKey: ['listTraces'] })
      toast('Session deleted')
    },
  })
  const traces = formatPlural(session.traceCount, 'trace')
  return (
    <Dialog
      title="Delete this session?"
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" disabled={erase.isPending} onClick={() => erase.mutate()}>
            Delete {traces}
          </Button>
        </>
      }
    >
      <p>
        {traces} and {formatPlural(session.spanCount, 'span')} of <bdi className="font-mono text-12 break-all">{session.id}</bdi> are
        deleted for good.
      </p>
      {erase.error && (
        <p role="alert" className="mt-2 text-error">
          {describeFailure(erase.error).detail}
        </p>
      )}
    </Dialog>
  )
}
