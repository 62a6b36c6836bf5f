import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { describeFailure, isNotFound } from '../../data/failure.ts'
import { formatPlural } from '../../format/number.ts'
import { letGo } from '../../live/hold-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Selection } from './use-selection.ts'

/** How a row is deleted, and what goes with it. */
export type Erase<Row> = {
  readonly one: (row: Row) => Promise<unknown>
  readonly countOf: (row: Row) => number
  /** Of what `countOf` counts, one. */
  readonly part: string
}

type DeleteRowsProps<Row extends { readonly id: string }> = {
  selection: Selection<Row>
  thing: string
  erase: Erase<Row>
  isOpen: boolean
  onClose: () => void
}

/** Says how many go, asks for that number, and deletes one after the other. What could not be deleted stays selected. */
export function DeleteRows<Row extends { readonly id: string }>({ selection, thing, erase, isOpen, onClose }: DeleteRowsProps<Row>) {
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [doneCount, setDoneCount] = useState(0)
  const { rows } = selection
  const many = formatPlural(rows.length, thing)
  const parts = formatPlural(
    rows.reduce((sum, row) => sum + erase.countOf(row), 0),
    erase.part,
  )

  const deletion = useMutation({
    mutationFn: async () => {
      const gone: string[] = []
      try {
        for (const row of rows) {
          // Somebody else was faster.
          await erase.one(row).catch((error: unknown) => (isNotFound(error) ? undefined : Promise.reject(error as Error)))
          setDoneCount(gone.push(row.id))
        }
      } finally {
        selection.drop(gone)
        letGo(gone)
        await queries.invalidateQueries()
      }
      return gone.length
    },
    onSuccess: (count) => {
      toast(`${formatPlural(count, thing)} deleted`)
      close()
    },
  })

  function close() {
    if (deletion.isPending) return
    setTyped('')
    setDoneCount(0)
    deletion.reset()
    onClose()
  }

  return (
    <Dialog
      title={`Delete ${many}?`}
      isOpen={isOpen}
      onClose={close}
      footer={
        <>
          <Button onClick={close} disabled={deletion.isPending}>
            Keep {rows.length === 1 ? 'it' : 'them'}
          </Button>
          <Button variant="danger" disabled={deletion.isPending || typed.trim() !== String(rows.length)} onClick={() => deletion.mutate()}>
            {deletion.isPending ? `Deleted ${doneCount} of ${rows.length}…` : `Delete ${many}`}
          </Button>
        </>
      }
    >
      <p>
        {many} with {parts} {rows.length === 1 ? 'is' : 'are'} deleted for good.
      </p>
      <label className="mt-3 flex items-center gap-2">
        Type {rows.length} to confirm
        <input
          data-autofocus
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          disabled={deletion.isPending}
          onChange={(event) => setTyped(event.target.value)}
          className="h-8 w-20 rounded-control border border-control bg-surface px-2.5"
        />
      </label>
      {deletion.error && (
        <p role="alert" className="mt-2 text-error">
          {describeFailure(deletion.error).detail}
        </p>
      )}
    </Dialog>
  )
}
