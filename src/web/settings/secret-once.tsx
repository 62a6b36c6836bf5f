import { KeyRound } from 'lucide-react'
import { CopyButton } from '../ui/copy-button.tsx'

/** A secret that nobody can see again once this is gone. */
export function SecretOnce({ secret }: { secret: string }) {
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 rounded-card border border-ok bg-ok-soft p-3">
      <KeyRound size={16} aria-hidden className="flex-none text-ok" />
      <p className="min-w-48 flex-1">
        <code className="block font-mono text-13 break-all select-all">{secret}</code>
        <span className="text-12 text-ink-2">Copy it now: only a hash is stored, and it is not shown again.</span>
      </p>
      <CopyButton text={secret} label="Copy key" isWide />
    </div>
  )
}
