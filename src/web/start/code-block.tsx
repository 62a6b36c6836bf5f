import { ScrollRegion } from '../content/scroll-region.tsx'
import { CopyButton } from '../ui/copy-button.tsx'

/** Code to copy; the line that matters most stands out. */
export function CodeBlock({ code, label, marked }: { code: string; label: string; marked?: string }) {
  return (
    <div className="relative rounded-card border border-border bg-sunken">
      <ScrollRegion label={`${label} code`} className="overflow-x-auto">
        <pre className="p-3 pe-12 font-mono text-12 leading-5">
          {code.split('\n').map((line, at) => {
            const isMarked = marked !== undefined && line.trim() === marked
            return (
              <span
                key={at}
                className={
                  isMarked ? '-mx-3 block w-max min-w-[calc(100%+3.75rem)] border-s-2 border-accent bg-accent-soft px-2.5' : 'block'
                }
              >
                {isMarked ? <mark className="bg-transparent text-ink">{line}</mark> : line || '\n'}
              </span>
            )
          })}
        </pre>
      </ScrollRegion>
      <CopyButton text={code} label={`Copy ${label}`} className="absolute end-1.5 top-1.5 border border-border bg-surface" />
    </div>
  )
}
