import type { View } from '../../api/contract/view.ts'

/** A view of the project, or one that this browser alone keeps. */
export type SavedView = Pick<View, 'id' | 'name' | 'list' | 'query'> & { readonly isMine: boolean }

/** Where this browser keeps its views of a project. */
export function myViewsKey(project: string): string {
  return `views.${project}`
}

/** Views as this browser keeps them; whatever is none is left out. */
export function readMyViews(text: string | undefined): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(kept) ? kept.filter(isView).map(({ id, name, list, query }) => ({ id, name, list, query, isMine: true })) : []
  } catch {
    return []
  }
}

export function writeMyViews(views: readonly SavedView[]): string | undefined {
  return views.length === 0 ? undefined : JSON.stringify(views.map(({ isMine: _, ...view }) => view))
}

function isView(value: unknown): value is SavedView {
  const { id, name, list, query } = (value ?? {}) as Partial<Record<keyof SavedView, unknown>>
  return [id, name, query].every((one) => typeof one === 'string') && ['sessions', 'traces', 'dashboard'].includes(list as string)
}
