// The counter: HTTP and JSON on one side, the desk on the other.
// In: requests below /api; what each operation takes and answers is said by `contract/`. Out: JSON of the contract, or a problem.
// Promises: nothing unchecked reaches a handler; every failure is `application/problem+json`; a bad parameter is named together with
// what is allowed; a bug is answered with a request id only; nothing is cached on the way.
// Never: knows SQL, reads a credential, or decides who may enter: that is the gate's hook, which runs before.
import type { FastifyInstance } from 'fastify'
import type { ApiDeps } from './api-deps.ts'
import { docsPage, DOCS_STYLE } from './docs-page.ts'
import { doctorHandlers } from './handlers/doctor.ts'
import { exportHandlers } from './handlers/export.ts'
import { filterHandlers } from './handlers/filter.ts'
import { insightHandlers } from './handlers/insight.ts'
import { searchHandlers } from './handlers/search.ts'
import { instanceHandlers } from './handlers/instance.ts'
import { liveHandlers } from './handlers/live.ts'
import { metricsHandlers } from './handlers/metrics.ts'
import { priceHandlers } from './handlers/price.ts'
import { projectHandlers } from './handlers/project.ts'
import { renormalizeHandlers } from './handlers/renormalize.ts'
import { settingsHandlers } from './handlers/settings.ts'
import { sessionHandlers } from './handlers/session.ts'
import { traceHandlers } from './handlers/trace.ts'
import { userHandlers } from './handlers/user.ts'
import { turnHandlers } from './handlers/turn.ts'
import { viewHandlers } from './handlers/view.ts'
import { openApiDocument } from './openapi.ts'
import { replyWith, sendProblem } from './problem.ts'
import { registerRoutes } from './register-routes.ts'

export type { ApiDeps, Deletion } from './api-deps.ts'
export { registerHealth, type Metric } from './health.ts'
export { sendProblem } from './problem.ts'

const PREFIX = '/api'

export function registerApi(app: FastifyInstance, deps: ApiDeps): void {
  void app.register(
    async (scope) => {
      scope.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, deps.log))
      scope.setNotFoundHandler((request, reply) =>
        replyWith({ status: 404, code: 'no_such_address', detail: 'There is nothing at this address. See /api/docs.' }, request, reply),
      )
      scope.addHook('onRequest', async (_, reply) => void reply.header('cache-control', 'no-store'))
      registerRoutes(scope, PREFIX, {
        ...instanceHandlers(deps),
        ...projectHandlers(deps),
        ...settingsHandlers(deps),
        ...renormalizeHandlers(deps),
        ...priceHandlers(deps),
        ...sessionHandlers(deps),
        ...turnHandlers(deps),
        ...insightHandlers(deps),
        ...userHandlers(deps),
        ...searchHandlers(deps),
        ...traceHandlers(deps),
        ...metricsHandlers(deps),
        ...filterHandlers(deps),
        ...exportHandlers(deps),
        ...viewHandlers(deps),
        ...doctorHandlers(deps),
        ...liveHandlers(deps),
      })
      registerDocs(scope)
      // Closing waits for answers, and these have no end of their own.
      scope.addHook('preClose', async () => deps.live.close())
    },
    { prefix: PREFIX },
  )
}

function registerDocs(scope: FastifyInstance): void {
  scope.get('/v1/openapi.json', async (_, reply) => reply.type('application/json; charset=utf-8').send(JSON.stringify(openApiDocument())))
  scope.get('/docs', async (_, reply) => reply.type('text/html; charset=utf-8').send(docsPage()))
  scope.get('/docs.css', async (_, reply) => reply.type('text/css; charset=utf-8').send(DOCS_STYLE))
}
