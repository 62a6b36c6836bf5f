import { sha256Hex } from './secret.ts'

/** The project of the API key whose secret has this SHA-256 (lower-case hex), if there is one. */
export type FindApiKey = (hash: string) => Promise<{ readonly projectId: string } | undefined>

export type KeyRing = { find(secret: string): Promise<string | undefined> }

const MAX_KEYS = 1_000
/** A deleted key stops working after at most this long. */
const REMEMBER_MS = 3_000

/** Remembers answers for a moment, so that a busy sender does not cost one query per request. Only hashes are kept. */
export function createKeyRing(findApiKey: FindApiKey, now: () => number = Date.now): KeyRing {
  const known = new Map<string, { projectId: Promise<string | undefined>; until: number }>()

  return {
    find(secret) {
      const hash = sha256Hex(secret)
      const entry = known.get(hash)
      if (entry !== undefined && entry.until > now()) return entry.projectId
      known.delete(hash)
      if (known.size >= MAX_KEYS) known.delete(known.keys().next().value!)
      const projectId = findApiKey(hash).then((key) => key?.projectId)
      projectId.catch(() => known.delete(hash))
      known.set(hash, { projectId, until: now() + REMEMBER_MS })
      return projectId
    },
  }
}
