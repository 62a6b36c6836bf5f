import './app.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { listenToKeys } from './keys/keys.ts'
import { queries, router } from './routes.tsx'
import { ToastRegion } from './ui/toast.tsx'
import { TooltipLayer } from './ui/tooltip.tsx'

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
