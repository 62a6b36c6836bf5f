import type { ApiDeps } from '../api-deps.ts'
import type { priceRoutes } from '../contract/price.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function priceHandlers({ control, desk }: ApiDeps): HandlersOf<keyof typeof priceRoutes> {
  const projectOf = projectFinder(control)
  return {
    listUnpricedModels: async ({ params }) => {
      const { id, settings } = await projectOf(params)
      return desk.listUnpricedModels(id, settings)
    },
    testPrice: async ({ params, body }) => desk.testPrice(body, (await projectOf(params)).settings),
  }
}
