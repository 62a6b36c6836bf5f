import {
  ArrowUpDown,
  Bot,
  Check,
  CircleDashed,
  Circle,
  ClipboardCheck,
  Grip,
  Hand,
  OctagonX,
  Search,
  Shield,
  Sparkle,
  TextQuote,
  Workflow,
  Wrench,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import type { Status, SpanKind } from '../../model/outcome.ts'

type Glyph = { readonly icon: LucideIcon; readonly color: string; readonly soft: string; readonly word: string }

/** Every status has its own shape, colour and word; colour alone never says it. */
export const STATUS_GLYPHS: Record<Status, Glyph> = {
  ok: { icon: Check, color: 'text-ok', soft: 'bg-ok-soft', word: 'OK' },
  error: { icon: OctagonX, color: 'text-error', soft: 'bg-error-soft', word: 'Error' },
  waiting: { icon: Hand, color: 'text-waiting', soft: 'bg-waiting-soft', word: 'Waiting for a human' },
  running: { icon: CircleDashed, color: 'text-running', soft: 'bg-running-soft', word: 'Running' },
}

const KIND_GLYPHS: Record<SpanKind, Omit<Glyph, 'soft'>> = {
  llm: { icon: Sparkle, color: 'text-kind-llm', word: 'LLM call' },
  agent: { icon: Bot, color: 'text-kind-agent', word: 'Agent' },
  workflow: { icon: Workflow, color: 'text-kind-chain', word: 'Workflow' },
  chain: { icon: Workflow, color: 'text-kind-chain', word: 'Step' },
  tool: { icon: Wrench, color: 'text-kind-tool', word: 'Tool' },
  retriever: { icon: Search, color: 'text-kind-retriever', word: 'Retrieval' },
  embedding: { icon: Grip, color: 'text-kind-embedding', word: 'Embedding' },
  reranker: { icon: ArrowUpDown, color: 'text-kind-reranker', word: 'Rerank' },
  guardrail: { icon: Shield, color: 'text-kind-guardrail', word: 'Guardrail' },
  evaluator: { icon: ClipboardCheck, color: 'text-kind-evaluator', word: 'Evaluator' },
  prompt: { icon: TextQuote, color: 'text-kind-chain', word: 'Prompt' },
  event: { icon: Zap, color: 'text-kind-other', word: 'Event' },
  other: { icon: Circle, color: 'text-kind-other', word: 'Other' },
}

/** `tip` explains more than the word does, e.g. how long it has been waiting. */
export function StatusGlyph({ status, tip }: { status: Status; tip?: string }) {
  const { icon: Icon, color, word } = STATUS_GLYPHS[status]
  // In a list "ok" is what needs no look.
  const quiet = status === 'ok' ? 'text-ink-3' : color
  return (
    <span role="img" aria-label={tip ?? word} data-tip={tip ?? word} className={`inline-flex flex-none ${quiet}`}>
      <Icon size={14} aria-hidden strokeWidth={2.25} />
    </span>
  )
}

/** Glyph and word in a soft pill. */
export function StatusBadge({ status, label }: { status: Status; label?: string }) {
  const { icon: Icon, color, soft, word } = STATUS_GLYPHS[status]
  return (
    <span className={`inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-12 font-medium ${color} ${soft}`}>
      <Icon size={13} aria-hidden strokeWidth={2.25} />
      {label ?? word}
    </span>
  )
}

export function KindIcon({ kind, size = 14 }: { kind: SpanKind; size?: number }) {
  const { icon: Icon, color, word } = KIND_GLYPHS[kind]
  return (
    <span role="img" aria-label={word} data-tip={word} className={`inline-flex flex-none ${color}`}>
      <Icon size={size} aria-hidden />
    </span>
  )
}
