import { createClient } from '../../client/client.ts'

/** The one client of the app: same origin, signed in by cookie. */
export const client = createClient({})
