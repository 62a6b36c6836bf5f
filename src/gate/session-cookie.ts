import { createHmac } from 'node:crypto'
import { isSameSecret } from './secret.ts'

const NAME = 'sojourn_session'
const LIFETIME_SECONDS = 30 * 24 * 3600
const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Strict'

export type SessionCookie = {
  issue(isSecure: boolean): string
  isValid(cookieHeader: string | undefined): boolean
}

export const clearedCookie = `${NAME}=; Max-Age=0; ${ATTRIBUTES}`

/**
 * A cookie that says when it ends and proves that this server said so. Its key comes from the auth token, so it outlives a
 * restart and dies when the token is changed.
 */
export function createSessionCookie(authToken: string, now: () => number = Date.now): SessionCookie {
  const key = createHmac('sha256', authToken).update('sojourn session cookie').digest()
  const sign = (endsAt: string) => createHmac('sha256', key).update(endsAt).digest('base64url')

  return {
    issue(isSecure) {
      const endsAt = String(Math.floor(now() / 1000) + LIFETIME_SECONDS)
      return `${NAME}=${endsAt}.${sign(endsAt)}; Max-Age=${LIFETIME_SECONDS}; ${ATTRIBUTES}${isSecure ? '; Secure' : ''}`
    },
    isValid(cookieHeader) {
      return cookieValues(cookieHeader).some((value) => {
        const [endsAt = '', signature = '', ...rest] = value.split('.')
        return rest.length === 0 && /^\d{1,12}$/.test(endsAt) && isSameSecret(signature, sign(endsAt)) && Number(endsAt) * 1000 > now()
      })
    },
  }
}

function cookieValues(header: string | undefined): string[] {
  if (header === undefined) return []
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${NAME}=`))
    .map((pair) => pair.slice(NAME.length + 1))
}
