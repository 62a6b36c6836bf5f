import type { ApiDeps } from '../api-deps.ts'
import type { doctorRoutes } from '../contract/doctor.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function doctorHandlers({ desk, control, journal }: ApiDeps): HandlersOf<keyof typeof doctorRoutes> {
  const projectOf = projectFinder(control)
  return {
    getDoctor: async ({ params, query }) => {
      const { id } = await projectOf(params)
      return desk.examine(id, query, journal.recent(id))
    },
  }
}
