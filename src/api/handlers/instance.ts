import type { ApiDeps } from '../api-deps.ts'
import type { instanceRoutes } from '../contract/instance.ts'
import type { HandlersOf } from './call.ts'

export function instanceHandlers({ instance, gate }: ApiDeps): HandlersOf<keyof typeof instanceRoutes> {
  return {
    getInstance: ({ request }) => {
      const isSignedIn = gate.isSignedIn(request)
      const ports = isSignedIn ? instance.ports() : {}
      return { version: instance.version, isAuthRequired: gate.isAuthRequired, isSignedIn, ...ports }
    },
    login: ({ body, request, reply }) => {
      void reply.header('set-cookie', gate.signIn(body.token, request))
      return undefined
    },
    logout: ({ reply }) => {
      void reply.header('set-cookie', gate.signOut())
      return undefined
    },
  }
}
