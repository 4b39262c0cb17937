/** Somebody writes a config and tries it: all through the page. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

const CONFIGS = '/p/default/configs';
const editor = (page: Page) => page.getByRole('textbox', { name: 'Text of the config' });

/** As if typed at once: the editor would indent and close brackets for somebody who types. */
async function write(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test.describe('the library of configs', () => {
  test('a trial is cancelled while it runs, and one that fails says so', async ({ page }) => {
    test.setTimeout(240_000);
    await page.goto(`${CONFIGS}/new`);
    await page.getByLabel('Name', { exact: true }).fill('fails');
    await write(page, '#!/bin/sh\necho waiting\nsleep 600\n');
    await page.getByRole('tab', { name: 'Try' }).click();
    await page.getByRole('button', { name: 'Run in the sandbox' }).click();
    await expect(page.getByRole('log')).toContainText('waiting', { timeout: 90_000 });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Not tried yet')).toBeVisible({ timeout: 60_000 });
    await write(page, '#!/bin/sh\necho broken >&2\nexit 3\n');
    await page.getByRole('button', { name: 'Run in the sandbox' }).click();
    await expect(page.getByText('exit code 3')).toBeVisible({ timeout: 90_000 });
    await expect(page.getByRole('log')).toContainText('broken');
    await page.getByRole('button', { name: 'Throw away' }).click();
  });
});
