import { useQuery } from '@tanstack/react-query'
import { read } from './queries.ts'

/** The project the URL names, by slug or id. */
export function useProject(slugOrId: string) {
  const projects = useQuery({ ...read('listProjects', {}), staleTime: 60_000 })
  return {
    projects: projects.data?.items ?? [],
    project: projects.data?.items.find((one) => one.slug === slugOrId || one.id === slugOrId),
    error: projects.error,
    isLoaded: projects.isSuccess,
  }
}
