import { Component, lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import { JsonText } from './json-text.tsx'
import { JsonView } from './json-view.tsx'
import { PlainText } from './long-text.tsx'
import { isUnmarkedLine, whyPlain } from './markdown-limits.ts'
import { looksLikeJson, PARSED_HERE_MAX, readJsonText } from './parse-json.ts'

const MarkdownText = lazy(() => import('./markdown.tsx').then((module) => ({ default: module.MarkdownText })))

type Mode = 'rendered' | 'text' | 'json'
/** Rendering longer ones by itself would hold up the page; the reader may still ask for it. */
const RENDERED_UNASKED_MAX = 30_000

/** Text somebody or some model wrote: rendered markdown, the text itself, or the JSON it is. */
export function Prose({ text, label }: { text: string; label: string }) {
  const json = useMemo(() => readJsonText(text), [text])
  const isLongJson = text.length > PARSED_HERE_MAX && looksLikeJson(text)
  const holdsJson = json !== undefined || isLongJson
  const plainBecause = useMemo(() => whyPlain(text), [text])
  const [chosen, setMode] = useState<Mode>()
  const modes: Mode[] = [...(plainBecause === undefined ? ['rendered' as const] : []), 'text', ...(holdsJson ? ['json' as const] : [])]
  const mode = chosen ?? (holdsJson ? 'json' : plainBecause === undefined && text.length <= RENDERED_UNASKED_MAX ? 'rendered' : 'text')
  return (
    <div className="relative">
      {modes.length > 1 && (holdsJson || looksMarked(text)) && <ModeButtons modes={modes} mode={mode} setMode={setMode} label={label} />}
      {plainBecause !== undefined && mode === 'text' && <p className="pb-1 text-12 text-ink-3">Shown as text: {plainBecause}.</p>}
      {mode === 'json' ? (
        json ? (
          <JsonView value={json} label={label} />
        ) : (
          <JsonText text={text} label={label} />
        )
      ) : mode === 'rendered' ? (
        <Rendered text={text} label={label} />
      ) : (
        <PlainText text={text} label={label} />
      )}
    </div>
  )
}

/** Plain sentences look the same either way and need no switch. */
function looksMarked(text: string): boolean {
  return /[*_`#|[\]<>~]|^\s*(?:[-+]|\d+[.)])\s/m.test(text.slice(0, RENDERED_UNASKED_MAX))
}

function Rendered({ text, label }: { text: string; label: string }) {
  const plain = <PlainText text={text} label={label} />
  if (isUnmarkedLine(text)) return plain
  return (
    <Fallback instead={plain}>
      <Suspense fallback={plain}>
        <MarkdownText text={text} />
      </Suspense>
    </Fallback>
  )
}

type FallbackProps = { instead: ReactNode; children: ReactNode }

/** A text that breaks the renderer is still shown. */
class Fallback extends Component<FallbackProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }
  static getDerivedStateFromError() {
    return { hasFailed: true }
  }
  override render() {
    return this.state.hasFailed ? this.props.instead : this.props.children
  }
}

const MODE_WORDS = { rendered: 'Rendered', text: 'Text', json: 'JSON' }

function ModeButtons({
  modes,
  mode,
  setMode,
  label,
}: {
  modes: readonly Mode[]
  mode: Mode
  setMode: (mode: Mode) => void
  label: string
}) {
  return (
    <div role="group" aria-label={`Show ${label} as`} className="float-end ms-2 flex gap-0.5">
      {modes.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === mode}
          onClick={() => setMode(one)}
          className="min-h-6 rounded-control px-1.5 text-11 text-ink-3 hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent"
        >
          {MODE_WORDS[one]}
        </button>
      ))}
    </div>
  )
}
