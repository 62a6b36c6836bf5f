export const CELL = 'border-t border-border py-2 pe-4'

/** The words over the columns; `actions` names a last column of buttons that needs no word on screen. */
export function HeadRow({ words, actions }: { words: readonly string[]; actions?: string }) {
  return (
    <thead className="text-12 text-ink-3">
      <tr>
        {words.map((word) => (
          <th key={word} scope="col" className="pe-4 pb-1 text-start font-medium whitespace-nowrap">
            {word}
          </th>
        ))}
        {actions !== undefined && (
          <th scope="col">
            <span className="sr-only">{actions}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}
