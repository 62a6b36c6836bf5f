import { expect, it } from 'vitest'
import { createHttpApp } from './http-app.ts'

it.each(['/broken', '/%E0%A4%A'])('answers what goes wrong with %s the one way, even when no route can read the address', async (path) => {
  const app = createHttpApp((_error, _request, reply) => reply.code(418).send())
  app.get('/broken', () => Promise.reject(new Error('broken')))
  expect((await app.inject(path)).statusCode).toBe(418)
})
