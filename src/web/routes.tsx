import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { createQueries } from './data/query-client.ts'
import { withTermsForParams } from './filter/old-params.ts'
import { prefetchSession } from './session/prefetch-session.ts'
import { Home } from './shell/home.tsx'
import { NotFound, RouteError } from './shell/route-states.tsx'
import { Shell } from './shell/shell.tsx'
import { parseSearch, searchParams, stringifySearch } from './url/search.ts'

/** Everything that was read, for screens and for what a route asks for before its screen is there. */
export const queries = createQueries(function askToSignIn() {
  const { href, pathname } = router.state.location
  if (pathname !== '/login') void router.navigate({ to: '/login', search: { next: href }, replace: true })
})

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home })

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  ...searchParams(['next']),
  component: lazyRouteComponent(() => import('./login/login-page.tsx'), 'LoginPage'),
})

const project = createRoute({ getParentRoute: () => root, path: '/p/$project', component: Shell })

const sessions = createRoute({
  getParentRoute: () => project,
  path: 'sessions',
  ...searchParams(['from', 'to', 'q', 'status', 'userId', 'sort', 'cols', 'peek', 'live', 'view'], {
    from: 'now-24h',
    to: 'now',
    live: '1',
    sort: '-lastTraceAt',
  }),
  beforeLoad: ({ search, params }) => {
    const next = withTermsForParams(search)
    if (next) throw redirect({ to: '/p/$project/sessions', params, search: next, replace: true })
  },
  component: lazyRouteComponent(() => import('./sessions/sessions-page.tsx'), 'SessionsPage'),
})

const session = createRoute({
  getParentRoute: () => project,
  path: 'sessions/$sessionId',
  ...searchParams(['view', 'turn', 'span', 'tab', 'steps', 'only', 'find', 'q', 'sort', 'peek'], {
    view: 'chat',
    steps: 'tools',
    sort: 'startedAt',
  }),
  loader: ({ params, location }) => prefetchSession(queries, params, location.search),
  component: lazyRouteComponent(() => import('./session/session-page.tsx'), 'SessionPage'),
})

const compare = createRoute({
  getParentRoute: () => project,
  path: 'compare',
  ...searchParams(['a', 'b', 'only']),
  component: lazyRouteComponent(() => import('./compare/compare-page.tsx'), 'ComparePage'),
})

const traces = createRoute({
  getParentRoute: () => project,
  path: 'traces',
  ...searchParams(['from', 'to', 'q', 'status', 'userId', 'sessionId', 'hasSession', 'sort', 'cols', 'peek', 'live', 'view'], {
    from: 'now-24h',
    to: 'now',
    live: '1',
    sort: '-startedAt',
  }),
  beforeLoad: ({ search, params }) => {
    const next = withTermsForParams(search)
    if (next) throw redirect({ to: '/p/$project/traces', params, search: next, replace: true })
  },
  component: lazyRouteComponent(() => import('./traces/traces-page.tsx'), 'TracesPage'),
})

const trace = createRoute({
  getParentRoute: () => project,
  path: 'traces/$traceId',
  ...searchParams(['view', 'span', 'tab', 't0', 't1', 'gaps', 'find', 'kind'], { view: 'waterfall' }),
  component: lazyRouteComponent(() => import('./trace/trace-page.tsx'), 'TracePage'),
})

const dashboard = createRoute({
  getParentRoute: () => project,
  path: 'dashboard',
  ...searchParams(['from', 'to', 'tz', 'q', 'live', 'vs', 'log', 'by', 'sort', 'min', 'view'], {
    from: 'now-24h',
    to: 'now',
    live: '1',
    vs: '1',
    by: 'name',
    sort: '-count',
    min: '5',
  }),
  component: lazyRouteComponent(() => import('./dashboard/dashboard-page.tsx'), 'DashboardPage'),
})

const start = createRoute({
  getParentRoute: () => project,
  path: 'start',
  ...searchParams(['sdk', 'pm']),
  component: lazyRouteComponent(() => import('./start/start-page.tsx'), 'StartPage'),
})

const WINDOW = { from: 'now-24h', to: 'now' } as const

const users = createRoute({
  getParentRoute: () => project,
  path: 'users',
  ...searchParams(['from', 'to', 'find', 'sort'], { ...WINDOW, sort: '-lastSeenAt' }),
  component: lazyRouteComponent(() => import('./users/users-page.tsx'), 'UsersPage'),
})

const user = createRoute({
  getParentRoute: () => project,
  path: 'users/$userId',
  ...searchParams(['from', 'to', 'sort', 'live'], { ...WINDOW, sort: '-lastTraceAt', live: '1' }),
  component: lazyRouteComponent(() => import('./users/user-page.tsx'), 'UserPage'),
})

const usage = createRoute({
  getParentRoute: () => project,
  path: 'usage',
  ...searchParams(['from', 'to', 'tz'], WINDOW),
  component: lazyRouteComponent(() => import('./users/usage-page.tsx'), 'UsagePage'),
})

const doctor = createRoute({
  getParentRoute: () => project,
  path: 'doctor',
  ...searchParams(['from'], { from: 'now-7d' }),
  component: lazyRouteComponent(() => import('./doctor/doctor-page.tsx'), 'DoctorPage'),
})

const settings = createRoute({
  getParentRoute: () => project,
  path: 'settings/{-$section}',
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    login,
    project.addChildren([sessions, session, compare, traces, trace, dashboard, users, user, usage, start, doctor, settings]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
