import type { View } from '../../api/contract/view.ts'

/** Where the views of a list are shown, and what it is called. */
export const SCREENS = {
  sessions: { to: '/p/$project/sessions', name: 'Sessions' },
  traces: { to: '/p/$project/traces', name: 'Traces' },
  dashboard: { to: '/p/$project/dashboard', name: 'Dashboard' },
} as const satisfies Record<View['list'], object>
