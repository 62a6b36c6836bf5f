import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../data/client.ts'

/** Makes an API key; its secret is in this answer only. */
export function useCreateKey(projectId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => client.call('createApiKey', { params: { project: projectId }, body: { name } }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['listApiKeys'] }),
  })
}
