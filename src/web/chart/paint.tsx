/** What a series looks like: a text colour of the tokens, and a pattern that tells it from others without colour. */
export type Paint = { readonly colour: string; readonly pattern: 'solid' | 'pale' | 'hatched' | 'dotted' }

const SIZE_PX = 5

/** Put into the `defs` of a drawing; `id` is what `fillOf` refers to. */
export function PaintPattern({ id, paint: { colour, pattern } }: { id: string; paint: Paint }) {
  if (pattern === 'solid') return null
  return (
    <pattern
      id={id}
      width={SIZE_PX}
      height={SIZE_PX}
      patternUnits="userSpaceOnUse"
      patternTransform={pattern === 'hatched' ? 'rotate(45)' : undefined}
      className={colour}
    >
      <rect width={SIZE_PX} height={SIZE_PX} fill="currentColor" opacity={pattern === 'pale' ? 0.6 : 0.25} />
      {pattern === 'hatched' && <rect width={2.5} height={SIZE_PX} fill="currentColor" />}
      {pattern === 'dotted' && <circle cx={2.5} cy={2.5} r={1.25} fill="currentColor" />}
    </pattern>
  )
}

/** Stripes with gaps between them, for what is not complete yet. */
export function Hatch({ id, colour }: { id: string; colour: string }) {
  return (
    <pattern id={id} width={SIZE_PX} height={SIZE_PX} patternUnits="userSpaceOnUse" patternTransform="rotate(45)" className={colour}>
      <rect width={2.25} height={SIZE_PX} fill="currentColor" />
    </pattern>
  )
}

export function fillOf(id: string, { pattern }: Paint): string {
  return pattern === 'solid' ? 'currentColor' : `url(#${id})`
}

/** A small square of it, for a legend. */
export function Swatch({ id, paint }: { id: string; paint: Paint }) {
  return (
    <svg width={12} height={12} aria-hidden className={`flex-none ${paint.colour}`}>
      <defs>
        <PaintPattern id={id} paint={paint} />
      </defs>
      <rect width={12} height={12} rx={2} fill={fillOf(id, paint)} />
    </svg>
  )
}

/** A piece of a line, for a legend. */
export function LineSwatch({ colour, dash }: { colour: string; dash: string | undefined }) {
  return (
    <svg width={20} height={12} aria-hidden className={`flex-none ${colour}`}>
      <line x1={0} x2={20} y1={6} y2={6} stroke="currentColor" strokeWidth={2} strokeDasharray={dash} />
    </svg>
  )
}
