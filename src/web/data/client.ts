import { createClient } from '../../client/client.ts'
import { fetchOnce } from './early.ts'

/** The one client of the app: same origin, signed in by cookie. */
export const client = createClient({ fetch: fetchOnce })
