import { contract } from './contract/contract.ts'
import type { Route } from './contract/route.ts'
import { fieldNames } from './check-input.ts'

/** A page without scripts that lists every operation; `openapi.json` has the details. */
export function docsPage(): string {
  const rows = Object.entries(contract as Record<string, Route>).map(([name, operation]) => operationHtml(name, operation))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sojourn API</title>
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<main>
<h1>Sojourn API</h1>
<p>Everything the web app shows comes from here. The full contract is <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<p>Errors are <code>application/problem+json</code> with <code>code</code>, <code>detail</code>, <code>requestId</code> and, for a bad parameter, <code>field</code>.</p>
${rows.join('\n')}
</main>
</body>
</html>
`
}

function operationHtml(name: string, { method, path, summary, query, body }: Route): string {
  const fields = (label: string, names: readonly string[]) =>
    names.length === 0 ? '' : `<p>${label}: ${names.map((field) => `<code>${escapeHtml(field)}</code>`).join(' ')}</p>`
  return `<section id="${escapeHtml(name)}">
<h2><code><b>${method}</b> ${escapeHtml(path)}</code></h2>
<p>${escapeHtml(summary)}</p>${fields('Query', fieldNames(query))}${fields('Body', fieldNames(body))}
</section>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}

export const DOCS_STYLE = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid color-mix(in srgb, currentcolor 20%, transparent); padding: 0.5rem 0; }
h2 { font-size: 1rem; font-weight: normal; overflow-wrap: anywhere; }
p { margin: 0.25rem 0; }
code { font: 0.9em ui-monospace, monospace; }
`
