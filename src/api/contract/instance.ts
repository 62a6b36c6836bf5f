import * as z from 'zod/mini'
import { route } from './route.ts'

export const instanceSchema = z.object({
  version: z.string(),
  /** A token is needed to sign in. */
  isAuthRequired: z.boolean(),
  isSignedIn: z.boolean(),
  /** Absent until signed in. */
  httpPort: z.optional(z.int()),
  grpcPort: z.optional(z.int()),
})

export const instanceRoutes = {
  getInstance: route({ method: 'GET', path: '/api/v1/instance', summary: 'What is running here', reply: instanceSchema, isOpen: true }),
  login: route({
    method: 'POST',
    path: '/api/v1/login',
    summary: 'Exchange the token for a session cookie',
    body: z.object({ token: z.string() }),
    status: 204,
    isOpen: true,
  }),
  logout: route({ method: 'POST', path: '/api/v1/logout', summary: 'Forget the session cookie', status: 204, isOpen: true }),
}
