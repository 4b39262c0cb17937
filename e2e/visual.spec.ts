/**
 * Pictures of the main pages in both themes, compared with those beside this file. What changes with time is covered; a few pixels may differ. They are made
 * anew with `npx playwright test e2e/visual.spec.ts --update-snapshots`.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** None of them shows what other tests have left behind. */
const PICTURES = [
  ['environment', '/p/default/environments/new'],
  ['type', '/p/default/types/OS::Heat::WaitCondition'],
  ['functions', '/p/default/functions'],
  ['profile', '/p/default/settings'],
  ['new-config', '/p/default/configs/new'],
] as const;

async function still(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await expect(page.locator('[role="status"][aria-label^="Loading"]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(`the pages look as they did, ${theme}`, () => {
    test.skip(process.platform !== 'linux', 'The pictures were made with the fonts of Linux.');
    test.use({ viewport: { width: 1100, height: 700 } });
    for (const [name, address] of PICTURES) {
      test(name, async ({ page }) => {
        await page.addInitScript((chosen) => localStorage.setItem('hearth-preferences', JSON.stringify({ theme: chosen, motion: 'reduced' })), theme);
        await page.addInitScript(() => localStorage.setItem('hearth-first-steps', JSON.stringify({ done: [], dismissed: true })));
        await page.goto(address);
        await still(page);
        await expect(page).toHaveScreenshot(`${name}-${theme}.png`, {
          animations: 'disabled', caret: 'hide', maxDiffPixelRatio: 0.02, threshold: 0.25,
          mask: [page.locator('time'), page.locator('header').first()],
        });
      });
    }
  });
}
