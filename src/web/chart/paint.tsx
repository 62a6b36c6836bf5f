/** What a series looks like: a text colour of the tokens, and a pattern that tells it from others without colour. */
export type Paint = { readonly colour: string; readonly pattern: 'solid' | 'hatched' | 'dotted' }

/** Put into the `defs` of a drawing; `id` is what `fillOf` refers to. */
export function PaintPattern({ id, paint: { colour, pattern } }: { id: string; paint: Paint }) {
  if (pattern === 'solid') return null
  return (
    <pattern
      id={id}
      width={5}
      height={5}
      patternUnits="userSpaceOnUse"
      patternTransform={pattern === 'hatched' ? 'rotate(45)' : undefined}
      className={colour}
    >
      <rect width={5} height={5} fill="currentColor" opacity={0.25} />
      {pattern === 'hatched' ? (
        <rect width={2.5} height={5} fill="currentColor" />
      ) : (
        <circle cx={2.5} cy={2.5} r={1.25} fill="currentColor" />
      )}
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
