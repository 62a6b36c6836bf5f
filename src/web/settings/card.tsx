import { useId, type ReactNode } from 'react'

/** A titled box on a page of text and forms. */
export function Card({ title, isDanger = false, children }: { title: ReactNode; isDanger?: boolean; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={`rounded-card border bg-surface p-4 ${isDanger ? 'border-error' : 'border-border'}`}>
      <h2 id={id} className="mb-3 text-16 font-semibold">
        {title}
      </h2>
      {children}
    </section>
  )
}
