import type { Snippet, Target } from './snippet.ts'
import { otelJs, traceloopJs, vercelAi } from './snippets-javascript.ts'
import { langfuse, langGraph, openInference, otelPython, traceloopPython } from './snippets-python.ts'
import { collector, curl } from './snippets-wire.ts'

/** How to connect an app, per SDK, ready to paste: this server's address, the key when there is one, and the line that sets the session. */
export function snippetsFor(target: Target): readonly Snippet[] {
  const makers = [traceloopPython, traceloopJs, openInference, otelPython, otelJs, langGraph, vercelAi, langfuse, collector, curl]
  return makers.map((make) => make(target))
}
