import type { ReactNode } from 'react'
import { Card } from '../settings/card.tsx'

export function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          <span className="flex size-6 flex-none items-center justify-center rounded-full bg-accent-soft text-13 text-accent">
            {number}
          </span>
          {title}
        </span>
      }
    >
      {children}
    </Card>
  )
}
