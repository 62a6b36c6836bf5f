import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ApiKey } from '../../api/contract/project.ts'
import { client } from '../data/client.ts'
import { describeFailure } from '../data/failure.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { toast } from '../ui/toast.tsx'

/** Asks, then revokes a key. */
export function DeleteKey({ projectId, apiKey }: { projectId: string; apiKey: ApiKey }) {
  const [isOpen, setOpen] = useState(false)
  const queries = useQueryClient()
  const deletion = useMutation({
    mutationFn: () => client.call('deleteApiKey', { params: { project: projectId, id: apiKey.id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['listApiKeys'] })
      setOpen(false)
      toast(`The key ${apiKey.name} is deleted.`)
    },
  })
  const footer = (
    <>
      <Button onClick={() => setOpen(false)}>Cancel</Button>
      <Button variant="danger" disabled={deletion.isPending} onClick={() => deletion.mutate()}>
        {deletion.isPending ? 'Deleting…' : 'Delete key'}
      </Button>
    </>
  )
  return (
    <>
      <IconButton icon={Trash2} label={`Delete ${apiKey.name}`} onClick={() => setOpen(true)} />
      <Dialog title={`Delete the key ${apiKey.name}?`} isOpen={isOpen} onClose={() => setOpen(false)} footer={footer}>
        <p className="text-start">Apps that send with it are refused from now on. What they have sent stays.</p>
        {deletion.error && (
          <p role="alert" className="mt-2 text-start text-error">
            {describeFailure(deletion.error).detail}
          </p>
        )}
      </Dialog>
    </>
  )
}
