import clsx from 'clsx'
import { useId, type SelectHTMLAttributes } from 'react'
import { fieldClass } from './text-field.tsx'

type Option = { readonly value: string; readonly label: string }
type SelectProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> & {
  label: string
  isLabelHidden?: boolean
  options: readonly Option[]
  onChoose: (value: string) => void
}

/** A native select: right on every device and for every assistive tool. */
export function Select({ label, isLabelHidden = false, options, onChoose, className, ...rest }: SelectProps) {
  const id = useId()
  return (
    <div className={clsx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-12 font-medium text-ink-2'}>
        {label}
      </label>
      <select id={id} className={clsx(fieldClass, 'pr-1')} onChange={(event) => onChoose(event.target.value)} {...rest}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
