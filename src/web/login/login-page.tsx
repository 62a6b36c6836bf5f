import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useEffect, useState, type FormEvent } from 'react'
import { client } from '../data/client.ts'
import { describeFailure } from '../data/failure.ts'
import { read } from '../data/queries.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { safeNext } from './safe-next.ts'

const route = getRouteApi('/login')

/** Exchanges the server's token for a session cookie and returns to the page that was asked for. */
export function LoginPage() {
  const next = safeNext(route.useSearch().next, location.origin)
  const { history } = useRouter()
  const queries = useQueryClient()
  const instance = useQuery(read('getInstance', {}))
  const [token, setToken] = useState('')
  const login = useMutation({
    mutationFn: () => client.call('login', { body: { token: token.trim() } }),
    onSuccess: () => {
      queries.clear()
      history.replace(next)
    },
  })
  const isIn = instance.data !== undefined && (!instance.data.isAuthRequired || instance.data.isSignedIn)
  useEffect(() => {
    document.title = 'Sign in · Sojourn'
    if (isIn) history.replace(next)
  }, [isIn, next, history])

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (token.trim() !== '') login.mutate()
  }

  return (
    <main className="flex h-full items-center justify-center overflow-auto bg-bg p-4">
      <form onSubmit={onSubmit} className="flex w-full max-w-sm flex-col gap-4 rounded-card border border-border bg-surface p-6">
        <div>
          <h1 className="text-20 font-semibold">Sign in to Sojourn</h1>
          <p className="mt-1 text-ink-2">Use the token the server was started with.</p>
        </div>
        <TextField
          label="Token"
          type="password"
          autoComplete="current-password"
          required
          autoFocus
          value={token}
          onChange={(event) => setToken(event.target.value)}
          error={login.error ? failureWords(login.error) : undefined}
          hint="It is the value of --auth-token or SOJOURN_AUTH_TOKEN."
        />
        <Button variant="primary" type="submit" disabled={login.isPending || token.trim() === ''}>
          Sign in
        </Button>
      </form>
    </main>
  )
}

function failureWords(error: unknown): string {
  const { status, detail } = describeFailure(error)
  return status === 401 ? 'This is not the token of this server.' : detail
}
