import { Link2 } from 'lucide-react'
import { useLocation } from '@tanstack/react-router'
import { useKeys } from '../keys/keys.ts'
import { IconButton } from '../ui/button.tsx'
import { copyText } from '../ui/copy-button.tsx'
import { toast } from '../ui/toast.tsx'
import { frozenRange, type Range } from '../url/range.ts'
import { stringifySearch } from '../url/search.ts'

/** A link to the rows and columns on screen. Its time range is fixed as of now; with Alt it moves on with the clock. */
export function CopyListLink({ cols }: { cols: string }) {
  const { pathname, search } = useLocation()

  async function copy(isMoving: boolean) {
    const range = isMoving ? {} : frozenRange(search as Range, Date.now())
    if (await copyText(location.origin + pathname + stringifySearch({ ...search, ...range, cols }))) toast('Link copied')
  }

  useKeys('Lists', [{ keys: 'mod+shift+c', label: 'Copy link to these rows and columns', run: () => void copy(false) }])
  return (
    <IconButton
      icon={Link2}
      label="Copy link"
      data-tip={'Copy link to these rows and columns\nAlt: the time range moves on with the clock'}
      onClick={(event) => void copy(event.altKey)}
    />
  )
}
