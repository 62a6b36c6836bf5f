import { router } from '../routes.tsx'
import type { NavigateOptions } from '@tanstack/react-router'

/** Opens a screen in a new tab, the way a middle click on its link does. */
export function openInNewTab(target: NavigateOptions): void {
  window.open(router.buildLocation(target as never).href, '_blank', 'noopener')
}
