import type { ReactNode } from 'react'

/** A text with what was looked for in it marked. `marks`: UTF-16 offsets `[start, end]` in order, none over another. */
export function Marked({ text, marks }: { text: string; marks: readonly (readonly number[])[] }) {
  const pieces: ReactNode[] = []
  let at = 0
  for (const [start = 0, end = 0] of marks) {
    pieces.push(
      text.slice(at, start),
      <mark key={start} className="rounded-[2px] bg-warning-soft px-0.5 text-warning">
        {text.slice(start, end)}
      </mark>,
    )
    at = end
  }
  return (
    <bdi>
      {pieces}
      {text.slice(at)}
    </bdi>
  )
}
