import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { VIEWS_MAX, type View } from '../../api/contract/view.ts'
import { client } from '../data/client.ts'
import { read } from '../data/queries.ts'
import { readStored, useStored, writeStored } from '../url/stored.ts'
import { myViewsKey, readMyViews, writeMyViews, type SavedView } from './my-views.ts'

/** All saved views of a project, those of this browser last. `isWanted`: somebody looks. */
export function useViews(project: string, isWanted: boolean) {
  const kept = useQuery({ ...read('listViews', { params: { project } }), enabled: isWanted, staleTime: 30_000 })
  const mine = readMyViews(useStored(myViewsKey(project)))
  const views: SavedView[] = [...(kept.data?.items.map((view) => ({ ...view, isMine: false })) ?? []), ...mine]
  return { views, error: kept.error, isLoaded: kept.isFetched }
}

export type NewView = Pick<View, 'name' | 'list' | 'query'> & { readonly isMine: boolean }

/** What can be done with views; each settles once the change is kept. */
export function useViewDeeds(project: string) {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['listViews'] })
  const changeMine = (change: (views: readonly SavedView[]) => readonly SavedView[]) => {
    const key = myViewsKey(project)
    const text = writeMyViews(change(readMyViews(readStored(key))))
    writeStored(key, text)
    if (readStored(key) !== text) throw new Error('This browser lets the page keep nothing. Save the view for the project.')
  }

  const save = useMutation({
    mutationFn: async ({ isMine, ...body }: NewView): Promise<string> => {
      if (!isMine) return (await client.call('createView', { params: { project }, body })).id
      const id = `mine-${Date.now().toString(36)}`
      changeMine((views) => [...refuseFull(refuseTaken(views, body)), { id, ...body, isMine }])
      return id
    },
    onSuccess,
  })
  const change = useMutation({
    mutationFn: async ({ view, ...to }: { view: SavedView; name?: string; query?: string }) => {
      if (!view.isMine) return void (await client.call('changeView', { params: { project, viewId: view.id }, body: to }))
      changeMine((views) => refuseTaken(views, { ...view, ...to }).map((one) => (one.id === view.id ? { ...one, ...to } : one)))
    },
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: async (view: SavedView) => {
      if (!view.isMine) return void (await client.call('deleteView', { params: { project, viewId: view.id } }))
      changeMine((views) => views.filter(({ id }) => id !== view.id))
    },
    onSuccess,
  })
  return { save, change, remove }
}

function refuseTaken(views: readonly SavedView[], { name, list, ...view }: Pick<View, 'name' | 'list'> & { readonly id?: string }) {
  const taken = views.find((one) => one.id !== view.id && one.list === list && one.name.toLowerCase() === name.toLowerCase())
  if (taken) throw new Error(`Another view in this browser is called “${taken.name}”.`)
  return views
}

function refuseFull(views: readonly SavedView[]) {
  if (views.length >= VIEWS_MAX) throw new Error(`This browser keeps at most ${VIEWS_MAX} views. Delete one that you do not need.`)
  return views
}
