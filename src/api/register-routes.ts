import * as z from 'zod/mini'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { checkInput } from './check-input.ts'
import { contract, type Operation } from './contract/contract.ts'
import type { Route } from './contract/route.ts'
import type { Handlers } from './handlers/call.ts'
import { replyWith } from './problem.ts'
import { sendEvents, type StreamEvent } from './send-events.ts'
import { sendFile } from './send-file.ts'

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const MAX_BODY_BYTES = 64 * 1024
const NOTHING = z.object({})
const JSON_TYPE = /^application\/json\s*(;|$)/i

/** One route per operation of the contract, checked before its handler runs; other methods of a known path answer 405. */
export function registerRoutes(scope: FastifyInstance, prefix: string, handlers: Handlers): void {
  const methodsByPath = new Map<string, HTTPMethods[]>()
  for (const [name, operation] of Object.entries(contract) as [Operation, Route][]) {
    const url = operation.path.slice(prefix.length).replace(/\{(\w+)\}/g, ':$1')
    methodsByPath.set(url, [...(methodsByPath.get(url) ?? []), operation.method])
    scope.route({
      method: operation.method,
      url,
      bodyLimit: MAX_BODY_BYTES,
      config: { isOpen: operation.isOpen ?? false },
      // What compresses holds back until it has enough.
      ...(operation.isStream || operation.isFile ? { compress: false } : {}),
      onRequest: async (request, reply) => requireJson(operation, request, reply),
      handler: (request, reply) => answer(operation, handlers[name] as AnyHandler, request, reply),
    })
  }
  for (const [url, allowed] of methodsByPath) {
    const others = METHODS.filter((method) => !allowed.includes(method))
    scope.route({ method: others, url, handler: (request, reply) => refuseMethod(allowed, request, reply) })
  }
}

type AnyHandler = (call: object) => unknown

async function answer(operation: Route, handler: AnyHandler, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const result = await handler({
    params: checkInput(operation.params ?? NOTHING, request.params, 'params'),
    query: checkInput(operation.query ?? NOTHING, request.query, 'query'),
    body: operation.body === undefined ? undefined : checkInput(operation.body, request.body, 'body'),
    request,
    reply,
    signal: gone.signal,
  })
  if (operation.reply === undefined) return reply.code(204).send()
  if (operation.isBytes) return reply.code(200).send(result)
  if (operation.isFile) return sendFile(reply, result as AsyncIterable<string>)
  if (operation.isStream) return sendEvents(reply, result as AsyncIterable<StreamEvent>)
  return reply
    .code(operation.status ?? 200)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(result))
}

/** A page of another origin cannot send this type without asking first, which nobody here allows. */
function requireJson({ method }: Route, request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  if (method === 'GET' || method === 'DELETE' || JSON_TYPE.test(request.headers['content-type'] ?? '')) return undefined
  const detail = 'Send the body as JSON with `Content-Type: application/json`.'
  return replyWith({ status: 415, code: 'json_required', detail }, request, reply)
}

function refuseMethod(allowed: readonly HTTPMethods[], request: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply.header('allow', allowed.join(', '))
  const detail = `${request.method} is not possible here. Allowed: ${allowed.join(', ')}.`
  return replyWith({ status: 405, code: 'method_not_allowed', detail }, request, reply)
}
