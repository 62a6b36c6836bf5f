import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiDeps } from '../api-deps.ts'
import type { liveRoutes } from '../contract/live.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

/** Whoever may not enter any more, and whose project is gone, is let go within this time. */
const CHECK_EVERY_MS = 3_000
/** A reader that takes nothing for so long is gone. */
const MOST_STALLED_CHECKS = 20

export function liveHandlers({ control, gate, live }: ApiDeps): HandlersOf<keyof typeof liveRoutes> {
  const projectOf = projectFinder(control)

  async function mayStay(projectId: string, request: FastifyRequest): Promise<boolean> {
    return gate.isSignedIn(request) && (await control.projects.find(projectId)) !== undefined
  }

  /** Comes when the client has gone, or must go. */
  function endOf(projectId: string, request: FastifyRequest, { raw }: FastifyReply): AbortSignal {
    const ended = new AbortController()
    let stalledChecks = 0
    const timer = setInterval(async () => {
      stalledChecks = raw.writableNeedDrain ? stalledChecks + 1 : 0
      if (stalledChecks > MOST_STALLED_CHECKS) raw.destroy()
      // A store that does not answer is no reason to go.
      if (!(await mayStay(projectId, request).catch(() => true))) ended.abort()
    }, CHECK_EVERY_MS)
    raw.once('close', () => ended.abort())
    ended.signal.addEventListener('abort', () => clearInterval(timer))
    return ended.signal
  }

  return {
    async listen({ params, query, request, reply }) {
      const { id } = await projectOf(params)
      const lastEventId = request.headers['last-event-id']
      return live.open(id, query, typeof lastEventId === 'string' ? lastEventId : undefined, endOf(id, request, reply))
    },
  }
}
