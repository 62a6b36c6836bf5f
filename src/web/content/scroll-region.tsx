import type { ReactNode, Ref } from 'react'

type ScrollRegionProps = { label: string; className: string; children: ReactNode; ref?: Ref<HTMLElement> }

/** What scrolls by itself: named, and in reach of the keyboard. */
export function ScrollRegion({ label, className, children, ref }: ScrollRegionProps) {
  return (
    <section ref={ref} tabIndex={0} aria-label={label} className={`outline-offset-[-2px] ${className}`}>
      {children}
    </section>
  )
}
