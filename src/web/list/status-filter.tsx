import { STATUSES, type Status } from '../../model/outcome.ts'
import { STATUS_GLYPHS } from '../ui/glyphs.tsx'
import { Select } from '../ui/select.tsx'

const ATTENTION = 'error,waiting'

/** All, one status, or the two that need somebody. A combination that came by URL is shown as it is. */
export function StatusFilter({ value, onChoose }: { value: string; onChoose: (status: string) => void }) {
  const options = [
    { value: '', label: 'Any status' },
    { value: ATTENTION, label: 'Error or waiting' },
    ...STATUSES.map((status) => ({ value: status as string, label: STATUS_GLYPHS[status].word })),
  ]
  if (!options.some((option) => option.value === value)) options.push({ value, label: describeStatuses(value) })
  return <Select label="Status" isLabelHidden className="w-40 flex-none" options={options} value={value} onChoose={onChoose} />
}

export function describeStatuses(value: string): string {
  return value
    .split(',')
    .map((one) => STATUS_GLYPHS[one as Status]?.word ?? one)
    .join(' or ')
}
