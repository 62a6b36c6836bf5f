import clsx from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes } from 'react'

type Variant = 'primary' | 'plain' | 'quiet' | 'danger'

const VARIANTS: Record<Variant, string> = {
  primary: 'bg-accent text-on-accent border-transparent hover:opacity-90',
  plain: 'bg-surface text-ink border-control hover:bg-hover',
  quiet: 'bg-transparent text-ink-2 border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-error text-on-accent border-transparent hover:opacity-90',
}

/** The look of a button, for links that should look like one. */
export function buttonClass(variant: Variant = 'plain'): string {
  return clsx(
    'inline-flex h-8 flex-none items-center justify-center gap-1.5 rounded-control border px-3 text-13 font-medium whitespace-nowrap disabled:opacity-50',
    VARIANTS[variant],
  )
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { variant?: Variant; icon?: LucideIcon; tip?: string }

export function Button({ variant = 'plain', icon: Icon, tip, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" data-tip={tip} className={clsx(buttonClass(variant), className)} {...rest}>
      {Icon && <Icon size={15} aria-hidden />}
      {children}
    </button>
  )
}

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> & {
  icon: LucideIcon
  /** What it does: its accessible name and its tooltip. */
  label: string
  /** The key that does the same, shown in the tooltip. */
  keys?: string
  size?: number
}

export function IconButton({ icon: Icon, label, keys, size = 16, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={keys ? `${label}  ${keys}` : label}
      className={clsx(
        'inline-flex size-8 flex-none items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink disabled:opacity-50',
        className,
      )}
      {...rest}
    >
      <Icon size={size} aria-hidden />
    </button>
  )
}
