import clsx from 'clsx'
import { useId, type InputHTMLAttributes, type Ref } from 'react'

type TextFieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string
  isLabelHidden?: boolean
  error?: string
  hint?: string
  ref?: Ref<HTMLInputElement>
}

export const fieldClass = 'h-8 w-full rounded-control border border-control bg-surface px-2.5 text-13 text-ink aria-invalid:border-error'

export function TextField({ label, isLabelHidden = false, error, hint, className, id, ref, ...rest }: TextFieldProps) {
  const ownId = useId()
  const inputId = id ?? ownId
  const note = error ?? hint
  return (
    <div className={clsx('flex flex-col gap-1', className)}>
      <label htmlFor={inputId} className={isLabelHidden ? 'sr-only' : 'text-12 font-medium text-ink-2'}>
        {label}
      </label>
      <input
        id={inputId}
        ref={ref}
        className={fieldClass}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${inputId}-note` : undefined}
        {...rest}
      />
      {note && (
        <p id={`${inputId}-note`} role={error ? 'alert' : undefined} className={clsx('text-12', error ? 'text-error' : 'text-ink-3')}>
          {note}
        </p>
      )}
    </div>
  )
}
