import { Braces, Download, Table2 } from 'lucide-react'
import { contract, type Contract } from '../../api/contract/contract.ts'
import { EXPORT_ROWS_MAX } from '../../api/contract/export.ts'
import type { QueryInputOf } from '../../api/contract/route.ts'
import { addressOf } from '../../client/client.ts'
import { formatCount } from '../format/number.ts'
import { IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'

type ExportQuery = QueryInputOf<Contract['exportRows']>

type ExportButtonProps = {
  project: string
  of: ExportQuery['of']
  /** As the list is asked for. */
  query: Omit<ExportQuery, 'of' | 'format' | 'columns' | 'sort'> & { readonly sort?: string }
  /** Keys of the columns that are shown, separated by commas. */
  columns: string
  total: number | undefined
}

/** Every row that matches, not the page, as a file the browser takes straight from the server. */
export function ExportButton({ project, of, query, columns, total }: ExportButtonProps) {
  function save(format: ExportQuery['format'], isEveryField: boolean) {
    if (total !== undefined && total > EXPORT_ROWS_MAX) {
      toast(`An export has at most ${formatCount(EXPORT_ROWS_MAX)} rows. Narrow the time range or the filter.`, { isError: true })
      return
    }
    const shown = [...new Set(['id', ...columns.split(',')])].join(',')
    const link = document.createElement('a')
    link.href = addressOf(contract.exportRows.path, { project }, { ...query, of, format, columns: isEveryField ? undefined : shown })
    link.download = ''
    link.click()
  }
  const rows = total === undefined ? 'All rows that match' : `All ${formatCount(total)} ${total === 1 ? 'row' : 'rows'} that match`
  return (
    <Menu
      label="Export"
      align="end"
      trigger={(props) => <IconButton icon={Download} label="Export" disabled={total === 0} {...props} />}
      header={<p className="px-2 py-1.5 text-12 text-ink-2">{rows}</p>}
      items={[
        { label: 'CSV, columns as shown', icon: Table2, onSelect: () => save('csv', false) },
        { label: 'CSV, every field', icon: Table2, onSelect: () => save('csv', true) },
        { label: 'JSON lines, columns as shown', icon: Braces, onSelect: () => save('jsonl', false) },
        { label: 'JSON lines, every field', icon: Braces, onSelect: () => save('jsonl', true) },
      ]}
    />
  )
}
