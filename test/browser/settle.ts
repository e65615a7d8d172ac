import type { Page } from 'playwright-core';

/** Until nothing is being loaded, and what comes over the socket has come. */
export async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.loading').first().waitFor({ state: 'detached' });
}
