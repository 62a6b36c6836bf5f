import type { ApiDeps } from '../api-deps.ts'
import type { settingsRoutes } from '../contract/settings.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function settingsHandlers({ control, desk }: ApiDeps): HandlersOf<keyof typeof settingsRoutes> {
  const projectOf = projectFinder(control)
  return {
    getSettings: async ({ params }) => (await projectOf(params)).settings,
    updateSettings: async ({ params, body }) => {
      const { id } = await projectOf(params)
      return (await control.projects.changeSettings(id, body)).settings
    },
    testSessionKeys: async ({ params, body }) => desk.testSessionKeys((await projectOf(params)).id, body.keys),
  }
}
