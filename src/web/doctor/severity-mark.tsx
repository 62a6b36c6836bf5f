import { Info, OctagonX, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { Finding } from '../../api/contract/doctor.ts'

const LOOKS: Readonly<Record<Finding['severity'], { readonly Icon: LucideIcon; readonly word: string; readonly colour: string }>> = {
  problem: { Icon: OctagonX, word: 'Problem', colour: 'text-error' },
  warning: { Icon: TriangleAlert, word: 'Warning', colour: 'text-warning' },
  info: { Icon: Info, word: 'Note', colour: 'text-ink-3' },
}

export function SeverityMark({ severity }: { severity: Finding['severity'] }) {
  const { Icon, word, colour } = LOOKS[severity]
  return <Icon size={16} role="img" aria-label={word} className={`flex-none ${colour}`} />
}
