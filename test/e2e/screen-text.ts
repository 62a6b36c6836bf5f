import { expect, type Locator, type Page } from '@playwright/test'

/**
 * The text of the screen without what the clock changes (ages, open pauses), without empty lines, which come with Markdown a moment
 * later, without what is said to a screen reader alone, which waits for a calm moment, and without the place of a session in the list
 * it was opened from.
 */
export async function screenText(page: Page): Promise<string> {
  await expectLoaded(page)
  const text = await page.getByRole('main').evaluate((main) => {
    const said = [...main.querySelectorAll<HTMLElement>('.sr-only[aria-live]')]
    for (const one of said) one.hidden = true
    const shown = (main as HTMLElement).innerText
    for (const one of said) one.hidden = false
    return shown
  })
  return text
    .replace(/\b\d+[smhd] ago\b|(?<=waiting )\d+[smhd]\b/g, '·')
    .replace(/\n\s*\n/g, '\n')
    .replace(/^\d+\/\d+\n/m, '')
}

/** Waits until the screen says this. */
export async function expectScreen(page: Page, text: string): Promise<void> {
  await expect.poll(() => screenText(page), { timeout: 15_000 }).toBe(text)
}

/** Nothing is being asked: the skeleton and the bar of a refetch are gone. */
export async function expectLoaded(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

export const listOf = (page: Page): Locator => page.getByRole('grid')
export const rowsOf = (page: Page): Locator => listOf(page).locator('[data-row]')

/** Ids of the listed sessions, from top to bottom. */
export async function listedIds(page: Page): Promise<string[]> {
  return rowsOf(page)
    .locator('a[data-name]')
    .evaluateAll((links) =>
      links
        .map((link) => ({
          row: Number(link.closest('[data-row]')?.getAttribute('data-row')),
          href: new URL((link as HTMLAnchorElement).href),
        }))
        .sort((a, b) => a.row - b.row)
        .map(({ href }) => decodeURIComponent(href.pathname.split('/').at(-1) ?? '')),
    )
}

/** Waits until the list shows exactly these, in this order; a long list shows its beginning. */
export async function expectListed(page: Page, ids: readonly string[]): Promise<void> {
  await expect(async () => {
    const listed = await listedIds(page)
    expect(listed).toEqual(ids.slice(0, Math.max(listed.length, Math.min(ids.length, 10))))
  }).toPass({ timeout: 15_000 })
}
