import './app.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueries } from './data/query-client.ts'
import { listenToKeys } from './keys/keys.ts'
import { router } from './routes.tsx'
import { ToastRegion } from './ui/toast.tsx'
import { TooltipLayer } from './ui/tooltip.tsx'

const queries = createQueries(function askToSignIn() {
  const { href, pathname } = router.state.location
  if (pathname !== '/login') void router.navigate({ to: '/login', search: { next: href }, replace: true })
})
listenToKeys()

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
      <TooltipLayer />
      <ToastRegion />
    </QueryClientProvider>
  </StrictMode>,
)
