import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

export const DETAIL_TABS = ['io', 'attrs', 'events', 'error', 'read', 'raw'] as const
export type DetailTab = (typeof DETAIL_TABS)[number]

/** The chosen tab of span details, on any screen that shows them. */
export function useDetailTab(): readonly [DetailTab | undefined, (tab: DetailTab) => void] {
  const { tab } = useSearch({ strict: false })
  const navigate = useNavigate()
  const choose = useCallback(
    (chosen: DetailTab) => void navigate({ to: '.', search: (before: object) => ({ ...before, tab: chosen }) as never }),
    [navigate],
  )
  return [DETAIL_TABS.find((one) => one === tab), choose]
}
