import { randomUUID } from 'node:crypto'
import { constants } from 'node:zlib'
import fastifyCompress from '@fastify/compress'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { AppError } from '../base/errors.ts'
import { flagOf } from '../config/config.ts'

/** How long a client may take: for its headers, for a whole request, between two requests, and after we said we close. */
const HEADERS_MS = 10_000
const REQUEST_MS = 60_000
const KEEP_ALIVE_MS = 65_000
const LINGER_MS = 4_000
/** Session ids are 256 characters of any script, each up to 12 once percent-encoded. */
const MAX_PARAM_LENGTH = 4_096
/** Smaller answers travel as they are: squeezing them takes longer than sending them. */
const COMPRESS_FROM_BYTES = 32_768

type SendError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply

/** The empty HTTP app. Whatever goes wrong in it is answered by `sendError`. Forwarded addresses are not believed; slow senders are cut off; closing waits for answers, not for idlers. */
export function createHttpApp(sendError: SendError): FastifyInstance {
  const app = Fastify({
    logger: false,
    trustProxy: false,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    http: { headersTimeout: HEADERS_MS, connectionsCheckingInterval: 5_000 },
    genReqId: () => randomUUID(),
    // An address that cannot be read never reaches a route, nor the error handler of one.
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
  })
  app.setErrorHandler(sendError)
  void app.register(fastifyCompress, {
    encodings: ['gzip'],
    threshold: COMPRESS_FROM_BYTES,
    zlibOptions: { level: constants.Z_BEST_SPEED },
    globalDecompression: false,
  })
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
    setTimeout(() => app.server.closeAllConnections(), LINGER_MS).unref()
  })
  // Without this a connection kept alive outlives its last answer, and closing waits for it.
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) void reply.header('connection', 'close')
    done(null, payload)
  })
  return app
}

/** Opens the HTTP port; returns the one that was opened. */
export async function listenHttp(app: FastifyInstance, host: string, port: number): Promise<number> {
  await app.listen({ host, port }).catch((error: unknown) => explainPort(error, 'httpPort', host, port))
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** Turns "cannot be opened" into one line that names the port and the flag. gRPC wraps the system's error in a text. */
export function explainPort(error: unknown, setting: 'httpPort' | 'grpcPort', host: string, port: number): never {
  const text = error instanceof Error ? `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}` : String(error)
  const hint = `Choose another with ${flagOf(setting)}; 0 picks a free one.`
  if (text.includes('EADDRINUSE')) {
    throw new AppError('conflict', 'port_in_use', `Port ${port} on ${host} is in use.`, { cause: error, hint })
  }
  if (text.includes('EACCES')) {
    throw new AppError('conflict', 'port_not_allowed', `Port ${port} on ${host} may not be opened by this user.`, { cause: error, hint })
  }
  if (/EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN/.test(text)) {
    throw new AppError('bad_input', 'host_not_here', `${host} is not an address of this machine.`, {
      cause: error,
      hint: 'Choose another with --host.',
    })
  }
  throw error
}
