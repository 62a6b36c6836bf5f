import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import { copyText } from '../ui/copy-button.tsx'

/** A copy button for a value that is costly to write out: it is written when asked for. */
export function CopyValue({ write, label }: { write: () => string | Promise<string>; label: string }) {
  const [isDone, setDone] = useState(false)
  const copy = async () => setDone(await copyText(await write()))
  return (
    <IconButton
      icon={isDone ? Check : Copy}
      label={isDone ? 'Copied' : label}
      onClick={copy}
      onBlur={() => setDone(false)}
      onPointerLeave={() => setDone(false)}
      size={13}
      className="!size-6"
    />
  )
}
