import { useEffect, useState } from 'react'
import type { JsonDesk } from './json-desk.ts'
import { JsonTree } from './json-view.tsx'
import { PlainText } from './long-text.tsx'
import { openJson } from './open-json.ts'

/** JSON text as a tree, parsed in a worker; shown as text when it is no JSON after all. */
export function JsonText({ text, label }: { text: string; label: string }) {
  const [desk, setDesk] = useState<JsonDesk | 'none'>()
  useEffect(() => {
    const opened = openJson(text)
    let isCurrent = true
    opened.desk.then(
      (ready) => isCurrent && setDesk(ready),
      () => isCurrent && setDesk('none'),
    )
    return () => {
      isCurrent = false
      opened.close()
    }
  }, [text])
  if (desk === undefined) return <p className="text-12 text-ink-3">Reading {text.length.toLocaleString()} characters …</p>
  if (desk !== 'none') return <JsonTree desk={desk} label={label} />
  return (
    <>
      <p className="pb-1 text-12 text-ink-3">Shown as text: it is no JSON, or it was cut off.</p>
      <PlainText text={text} label={label} isMono />
    </>
  )
}
