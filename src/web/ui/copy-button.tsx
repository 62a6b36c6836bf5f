import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, IconButton } from './button.tsx'
import { toast } from './toast.tsx'

/** Copies text; false when the browser forbids it (a page not served over https or from localhost). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    toast('The browser did not allow copying. Select the text and copy it by hand.', { isError: true })
    return false
  }
}

type CopyButtonProps = {
  text: string
  /** What is copied, e.g. "Copy session id". */
  label: string
  /** Shows the label as text, not only as tooltip. */
  isWide?: boolean
  className?: string
  tabIndex?: number
}

export function CopyButton({ text, label, isWide = false, className, tabIndex }: CopyButtonProps) {
  const [isDone, setDone] = useState(false)
  useEffect(() => {
    if (!isDone) return
    const timer = setTimeout(() => setDone(false), 1500)
    return () => clearTimeout(timer)
  }, [isDone])

  const icon = isDone ? Check : Copy
  const onClick = async () => setDone(await copyText(text))
  if (isWide) {
    return (
      <Button icon={icon} onClick={onClick} className={className}>
        {isDone ? 'Copied' : label}
      </Button>
    )
  }
  return <IconButton icon={icon} label={isDone ? 'Copied' : label} onClick={onClick} size={14} className={className} tabIndex={tabIndex} />
}
