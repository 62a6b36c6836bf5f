import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ProjectSettings } from '../../model/project-settings.ts'
import { client } from '../data/client.ts'
import { read } from '../data/queries.ts'
import { toast } from '../ui/toast.tsx'

/** How the spans of a project are read. */
export function useSettings(projectId: string) {
  return useQuery(read('getSettings', { params: { project: projectId } }))
}

/** Changes some of it, and says so. */
export function useSaveSettings(projectId: string, saved: string) {
  const queries = useQueryClient()
  const params = { project: projectId }
  return useMutation({
    mutationFn: (body: Partial<ProjectSettings>) => client.call('updateSettings', { params, body }),
    onSuccess: (settings) => {
      queries.setQueryData(read('getSettings', { params }).queryKey, settings)
      void queries.invalidateQueries({ queryKey: ['listUnpricedModels'] })
      toast(saved)
    },
  })
}
