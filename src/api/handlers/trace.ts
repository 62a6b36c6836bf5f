import type { ApiDeps } from '../api-deps.ts'
import type { spanRoutes } from '../contract/span.ts'
import type { traceRoutes } from '../contract/trace.ts'
import { blobHeaders, valueHeaders } from '../blob-headers.ts'
import type { HandlersOf } from './call.ts'
import { projectFinder } from './project.ts'

export function traceHandlers({ desk, control, deletion }: ApiDeps): HandlersOf<keyof typeof traceRoutes | keyof typeof spanRoutes> {
  const projectOf = projectFinder(control)
  return {
    listTraces: async ({ params, query }) => desk.listTraces((await projectOf(params)).id, query),
    getTrace: async ({ params }) => desk.getTrace((await projectOf(params)).id, params.traceId),
    deleteTrace: async ({ params }) => {
      const project = await projectOf(params)
      const trace = await desk.getTrace(project.id, params.traceId)
      await deletion.deleteTrace(project.id, trace.id)
      return undefined
    },
    listSpans: async ({ params, query }) => desk.listSpans((await projectOf(params)).id, params.traceId, query.form),
    getBlob: async ({ params, reply }) => {
      const { mimeType, bytes } = await desk.getBlob((await projectOf(params)).id, params)
      void reply.headers(blobHeaders(mimeType))
      return bytes
    },
    getSpan: async ({ params, query }) => {
      const { id, settings } = await projectOf(params)
      return desk.getSpan(id, params, settings, query.cut)
    },
    getSpanValue: async ({ params, query, reply }) => {
      const { id, settings } = await projectOf(params)
      const value = await desk.getSpanValue(id, params, settings, query.pointer)
      void reply.headers(valueHeaders(value, params.spanId))
      return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
    },
  }
}
