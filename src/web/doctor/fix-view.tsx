import type { Finding } from '../../api/contract/doctor.ts'
import { CodeBlock } from '../start/code-block.tsx'

/** What to do, with the lines to copy. */
export function FixView({ fix, label }: { fix: Finding['fix']; label: string }) {
  return (
    <div className="flex flex-col gap-2">
      <p>{fix.text}</p>
      {fix.code !== undefined && <CodeBlock code={fix.code} label={label} />}
    </div>
  )
}
