import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { STEPS } from '../../api/contract/turn.ts'

const route = getRouteApi('/p/$project/sessions/$sessionId')

export const VIEWS = ['chat', 'traces', 'metrics'] as const
export type SessionView = (typeof VIEWS)[number]
export type StepsShown = (typeof STEPS)[number]

export type SessionSearch = ReturnType<typeof route.useSearch>
/** Writes some of the search; a step of the history, or in place of the present one. */
export type ChangeSearch = (next: SessionSearch, how: 'step' | 'replace') => void

export function useSessionParams(): { project: string; sessionId: string } {
  return route.useParams()
}

/** What the URL says of the session page, with its defaults. */
export function useSessionSearch() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change: ChangeSearch = useCallback(
    (next, how) => void navigate({ search: (before) => ({ ...before, ...next }), replace: how === 'replace' }),
    [navigate],
  )
  return {
    change,
    view: VIEWS.find((one) => one === search.view) ?? 'chat',
    steps: STEPS.find((one) => one === search.steps) ?? 'tools',
    turn: search.turn,
    span: search.span,
    find: search.find,
    isOnlyProblems: search.only === 'problems',
    peek: search.peek,
  }
}
