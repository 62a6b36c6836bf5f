import type { Renormalization } from '../../model/renormalization.ts'
import type { ApiDeps } from '../api-deps.ts'
import type { Renormalization as Answer, renormalizeRoutes } from '../contract/renormalize.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function renormalizeHandlers({ control, renormalizing }: ApiDeps): HandlersOf<keyof typeof renormalizeRoutes> {
  const projectOf = projectFinder(control)
  return {
    startRenormalize: async ({ params }) => assemble(await renormalizing.renormalize((await projectOf(params)).id)),
    getRenormalize: async ({ params }) => assemble(renormalizing.renormalization((await projectOf(params)).id)),
  }
}

function assemble({ startedAtMs, finishedAtMs, ...rest }: Renormalization): Answer {
  return { ...rest, startedAt: isoOf(startedAtMs), finishedAt: isoOf(finishedAtMs) }
}

function isoOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString()
}
