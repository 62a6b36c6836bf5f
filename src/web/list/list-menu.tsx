import { useLocation } from '@tanstack/react-router'
import { BarChart3, Clock, Link2, MoreHorizontal, Unplug } from 'lucide-react'
import { useCopyCall } from '../calls/copy-call.tsx'
import type { ReadArgs } from '../data/queries.ts'
import { useKeys } from '../keys/keys.ts'
import { IconButton } from '../ui/button.tsx'
import { copyText } from '../ui/copy-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'
import { frozenRange, type Range } from '../url/range.ts'
import { stringifySearch } from '../url/search.ts'
import { useStripSwitch } from './strip/list-strip.tsx'

type ListOperation = 'listSessions' | 'listTraces'
type ListMenuProps<O extends ListOperation> = {
  title: string
  operation: O
  args: ReadArgs<O>
  /** The columns on screen, as a link names them. */
  cols: string
}

/** What is wanted of a list now and then. */
export function ListMenu<O extends ListOperation>({ title, operation, args, cols }: ListMenuProps<O>) {
  const { pathname, search } = useLocation()
  const copyCall = useCopyCall(operation, args)
  const strip = useStripSwitch()
  const { from, to }: Range = search
  const isMoving = /now/.test(`${from ?? 'now'} ${to ?? 'now'}`)

  /** To the rows and columns on screen; a relative range becomes what it is now, or goes on moving with the clock. */
  async function copyLink(range: Range) {
    if (await copyText(location.origin + pathname + stringifySearch({ ...search, ...range, cols }))) toast('Link copied')
  }
  const copyFrozen = () => void copyLink(frozenRange({ from, to }, Date.now()))

  useKeys('Lists', [{ keys: 'mod+shift+c', label: 'Copy link to these rows and columns', run: copyFrozen }])
  return (
    <Menu
      label={`${title} actions`}
      align="end"
      trigger={(props) => <IconButton icon={MoreHorizontal} label={`${title} actions`} {...props} />}
      items={[
        { label: 'Copy link', icon: Link2, onSelect: copyFrozen },
        ...(isMoving
          ? [{ label: 'Copy link that moves on with the clock', icon: Clock, onSelect: () => void copyLink({ from, to }) }]
          : []),
        { label: 'Copy as API call', icon: Unplug, onSelect: () => void copyCall() },
        { label: strip.isHidden ? 'Show histogram' : 'Hide histogram', icon: BarChart3, onSelect: strip.flip },
      ]}
    />
  )
}
