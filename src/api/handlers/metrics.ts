import type { ApiDeps } from '../api-deps.ts'
import type { metricsRoutes } from '../contract/metrics.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function metricsHandlers({ desk, control }: ApiDeps): HandlersOf<keyof typeof metricsRoutes> {
  const projectOf = projectFinder(control)
  return {
    getTimeseries: async ({ params, query }) => desk.getTimeseries((await projectOf(params)).id, query),
    getPercentiles: async ({ params, query }) => desk.getPercentiles((await projectOf(params)).id, query),
    getBreakdown: async ({ params, query }) => desk.getBreakdown((await projectOf(params)).id, query),
    getErrorBreakdown: async ({ params, query }) => desk.getErrorBreakdown((await projectOf(params)).id, query),
    getTracesPerSession: async ({ params, query }) => desk.getTracesPerSession((await projectOf(params)).id, query),
    getSummary: async ({ params, query }) => desk.getSummary((await projectOf(params)).id, query),
    getHistogram: async ({ params, query }) => desk.getHistogram((await projectOf(params)).id, query),
  }
}
