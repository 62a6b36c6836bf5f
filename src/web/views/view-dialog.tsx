import type { View } from '../../api/contract/view.ts'
import { DeleteView } from './delete-view.tsx'
import type { SavedView } from './my-views.ts'
import { RenameView } from './rename-view.tsx'
import { SaveView } from './save-view.tsx'
import type { Search } from './view-search.ts'

export type Asked = { readonly is: 'save' } | { readonly is: 'rename' | 'delete'; readonly view: SavedView }

export type ViewDialogProps = {
  project: string
  list: View['list']
  search: Search
  onClose: () => void
  /** With the id of the view that now keeps what is on screen. */
  onSaved: (viewId: string) => void
}

/** The question about a view that was asked for. */
export function ViewDialog({ asked, ...props }: ViewDialogProps & { asked: Asked }) {
  if (asked.is === 'save') return <SaveView {...props} />
  if (asked.is === 'rename') return <RenameView project={props.project} view={asked.view} onClose={props.onClose} />
  return <DeleteView project={props.project} view={asked.view} onClose={props.onClose} />
}
