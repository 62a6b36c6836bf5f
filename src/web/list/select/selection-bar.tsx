import { Copy, FileDown, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { CellValue } from '../../../base/format/write-csv.ts'
import { formatPlural } from '../../format/number.ts'
import { useKeys } from '../../keys/keys.ts'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-button.tsx'
import { download } from '../../ui/download.ts'
import { toast } from '../../ui/toast.tsx'
import { DeleteRows, type Erase } from './delete-rows.tsx'
import { rowsAsCsv, rowsAsJsonLines } from './rows-text.ts'
import type { Selection } from './use-selection.ts'

type Exportable = Readonly<Record<string, CellValue>> & { readonly id: string }

type SelectionBarProps<Row extends Exportable> = {
  selection: Selection<Row>
  /** "session" or "trace". */
  thing: string
  erase: Erase<Row>
  /** What else can be done with these rows. */
  children?: ReactNode
}

/** What can be done with all rows that are chosen. */
export function SelectionBar<Row extends Exportable>({ selection, thing, erase, children }: SelectionBarProps<Row>) {
  const { rows, clear } = selection
  const [isDeleting, setDeleting] = useState(false)
  useKeys('Selected rows', [{ keys: 'Escape', label: 'Select none', run: clear }])
  const name = `${rows.length}-${thing}s`
  const many = formatPlural(rows.length, thing)

  async function copyIds() {
    if (await copyText(rows.map(({ id }) => id).join('\n'))) toast(`${formatPlural(rows.length, 'id')} copied`)
  }

  return (
    <div
      role="region"
      aria-label="Selected rows"
      className="flex flex-none flex-wrap items-center gap-1.5 border-t border-border bg-accent-soft px-3 py-1 text-ink"
    >
      <span role="status" className="pr-2 font-medium">
        {many} selected
      </span>
      {children}
      <Button icon={Copy} onClick={() => void copyIds()}>
        Copy {rows.length === 1 ? 'id' : 'ids'}
      </Button>
      <Button icon={FileDown} onClick={() => download([rowsAsJsonLines(rows)], `${name}.jsonl`, 'application/x-ndjson')}>
        JSONL
      </Button>
      <Button icon={FileDown} onClick={() => download([rowsAsCsv(rows)], `${name}.csv`, 'text/csv')}>
        CSV
      </Button>
      <Button icon={Trash2} onClick={() => setDeleting(true)}>
        Delete…
      </Button>
      <span className="flex-1" />
      <Button variant="quiet" onClick={clear} tip="Select none  Esc" className="text-ink">
        Clear
      </Button>
      <DeleteRows selection={selection} thing={thing} erase={erase} isOpen={isDeleting} onClose={() => setDeleting(false)} />
    </div>
  )
}
