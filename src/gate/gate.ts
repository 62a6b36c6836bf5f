/**
 * The gate: who may enter, by which name, from which page.
 * In: every request before its route runs, and the credential an OTLP sender shows. Out: the request, or an AppError
 * (`unauthenticated`, `forbidden`, `overloaded`), or 421 for a foreign Host; and the project a credential stands for.
 * Promises: a route nobody declared open is closed once an auth token is set; secrets are compared in constant time; every answer carries
 * the security headers. Never logs a credential, never trusts a forwarded address, and keeps no session: the cookie proves itself.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../base/errors.ts'
import { accessOf } from './access.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import { createKeyRing, type FindApiKey } from './key-ring.ts'
import { isForeignOrigin, isKnownHost, type KnownHosts } from './origin.ts'
import { clearedCookie, createSessionCookie } from './session-cookie.ts'
import { isSameSecret } from './secret.ts'
import { securityHeaders } from './security-headers.ts'

export type GateOptions = KnownHosts & {
  /** Absent: everything is open, which configuration allows on loopback only. */
  readonly authToken: string | undefined
  readonly isLoopback: boolean
  /** Project that senders without a credential write to. */
  readonly defaultProjectId: string
  /** Looks an API key up by the lower-case hex SHA-256 of its secret. */
  readonly findApiKey: FindApiKey
}

export type Gate = {
  readonly isAuthRequired: boolean
  /** Adds the hooks that guard every route of the app, its 404s included. */
  registerGate(app: FastifyInstance): void
  /** The project id a sender's credential stands for. `undefined` is a sender without one. */
  resolveProject(credential: string | undefined): Promise<string>
  /** True when an `:authority` or Host header names this server. */
  checkHost(authority: string | undefined): boolean
  /** The `Set-Cookie` text for the right token; AppError otherwise. */
  signIn(token: string, request: FastifyRequest): string
  /** The `Set-Cookie` text that forgets the session. */
  signOut(): string
  isSignedIn(request: FastifyRequest): boolean
}

export function createGate(options: GateOptions): Gate {
  const { authToken } = options
  const attempts = createAttemptLimit({ limit: 10, windowMs: 60_000 })
  const cookie = authToken === undefined ? undefined : createSessionCookie(authToken)
  const keyRing = createKeyRing(options.findApiKey)

  function isSignedIn(request: FastifyRequest): boolean {
    if (authToken === undefined || cookie === undefined || cookie.isValid(request.headers.cookie)) return true
    const bearer = bearerOf(request)
    if (bearer === undefined) return false
    attempts.assertFree(request.ip)
    const isRight = isSameSecret(bearer, authToken)
    if (!isRight) attempts.countFailure(request.ip)
    return isRight
  }

  function signIn(token: string, request: FastifyRequest): string {
    if (authToken === undefined || cookie === undefined) return clearedCookie
    attempts.assertFree(request.ip)
    if (!isSameSecret(token, authToken)) {
      attempts.countFailure(request.ip)
      throw new AppError('unauthenticated', 'wrong_token', 'This is not the token of this server.', { field: 'token' })
    }
    return cookie.issue(isOverTls(request))
  }

  async function resolveProject(credential: string | undefined): Promise<string> {
    if (credential === undefined) {
      if (options.isLoopback && authToken === undefined) return options.defaultProjectId
      throw new AppError('unauthenticated', 'api_key_missing', 'An API key is required.', {
        hint: 'Create one under Settings and send it as `Authorization: Bearer <key>`.',
      })
    }
    if (authToken !== undefined && isSameSecret(credential, authToken)) return options.defaultProjectId
    const projectId = await keyRing.find(credential)
    if (projectId !== undefined) return projectId
    throw new AppError('unauthenticated', 'api_key_unknown', 'This API key is not known here.', {
      hint: 'It may have been deleted. Create a new one under Settings.',
    })
  }

  function admit(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    reply.headers(securityHeaders)
    if (!isKnownHost(request.headers.host, options)) return refuseHost(request, reply)
    if (isForeignOrigin(request)) {
      throw new AppError('forbidden', 'foreign_origin', 'Requests from pages of another origin are refused.')
    }
    if (accessOf(request) === 'signed_in' && !isSignedIn(request)) {
      throw new AppError('unauthenticated', 'sign_in_required', 'Sign in first.', {
        hint: 'Send the server token as `Authorization: Bearer <token>`, or sign in at /login.',
      })
    }
    return undefined
  }

  return {
    isAuthRequired: authToken !== undefined,
    registerGate: (app) => void app.addHook('onRequest', async (request, reply) => admit(request, reply)),
    resolveProject,
    checkHost: (authority) => isKnownHost(authority, options),
    signIn,
    signOut: () => clearedCookie,
    isSignedIn,
  }
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
}

function isOverTls(request: FastifyRequest): boolean {
  return request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https'
}

/** 421 has no AppError kind: it is the answer to a page that points its own name at this address (DNS rebinding). */
function refuseHost(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(421).type('application/problem+json').send({
    type: 'about:blank',
    title: 'Misdirected Request',
    status: 421,
    code: 'unknown_host',
    detail: 'This server is not known by the name in the Host header.',
    requestId: request.id,
    hint: 'Start it with --allowed-hosts <name>, or set SOJOURN_ALLOWED_HOSTS, to let it answer to that name.',
  })
}
