import { doctorRoutes } from './doctor.ts'
import { exportRoutes } from './export.ts'
import { filterRoutes } from './filter.ts'
import { insightRoutes } from './insight.ts'
import { instanceRoutes } from './instance.ts'
import { liveRoutes } from './live.ts'
import { metricsRoutes } from './metrics.ts'
import { priceRoutes } from './price.ts'
import { projectRoutes } from './project.ts'
import { renormalizeRoutes } from './renormalize.ts'
import { searchRoutes } from './search.ts'
import { sessionRoutes } from './session.ts'
import { settingsRoutes } from './settings.ts'
import { spanRoutes } from './span.ts'
import { traceRoutes } from './trace.ts'
import { userRoutes } from './user.ts'
import { turnRoutes } from './turn.ts'
import { viewRoutes } from './view.ts'

/** The whole public API, one value. */
export const contract = {
  ...instanceRoutes,
  ...projectRoutes,
  ...sessionRoutes,
  ...turnRoutes,
  ...insightRoutes,
  ...userRoutes,
  ...searchRoutes,
  ...traceRoutes,
  ...spanRoutes,
  ...metricsRoutes,
  ...settingsRoutes,
  ...filterRoutes,
  ...exportRoutes,
  ...viewRoutes,
  ...renormalizeRoutes,
  ...doctorRoutes,
  ...priceRoutes,
  ...liveRoutes,
}
export type Contract = typeof contract
export type Operation = keyof Contract
/** Operations whose reply is a file that is made while it is sent. */
export type File = { [O in Operation]: Contract[O] extends { readonly isFile: true } ? O : never }[Operation]
/** Operations whose reply is a stream. */
export type Stream = { [O in Operation]: Contract[O] extends { readonly isStream: true } ? O : never }[Operation]
