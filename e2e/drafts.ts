/** Drafts for tests of the designer: imported through the page, read from the editor. */
import type { Page } from '@playwright/test';
import { expect } from './fixtures';
import { STACKS } from './steps';

/** Opens a text in the designer, the way somebody brings files: dropped or chosen, the template first. */
export async function openDraft(page: Page, name: string, text: string, { files = {} }: { files?: Record<string, string> } = {}): Promise<void> {
  await page.goto(STACKS);
  const picker = page.getByLabel('Template files');
  const menu = page.getByRole('button', { name: 'New stack' });
  await expect(picker.or(menu).first()).toBeAttached();
  if ((await picker.count()) === 0) {
    await menu.click();
    await page.getByRole('menuitem', { name: /Import a template/ }).click();
  }
  await picker.setInputFiles([{ name, mimeType: 'text/yaml', buffer: Buffer.from(text) }, ...Object.entries(files).map(([file, content]) => ({ name: file, mimeType: 'text/plain', buffer: Buffer.from(content) }))]);
  await page.waitForURL(/designer\/[0-9a-f-]{36}/);
  // However busy the machine is.
  await expect(page.getByRole('region', { name: 'Template text' })).toBeVisible({ timeout: 45_000 });
  await expect(page.locator('[data-node]').first()).toBeVisible({ timeout: 30_000 });
  // Cards go to better places when those are found, as long as nobody has a hand on the drawing.
  await expect(page.locator('[data-arranging]')).toHaveCount(0, { timeout: 30_000 });
}

/** What the text is now, all of it: the editor shows only the lines in view. */
export async function documentText(page: Page): Promise<string> {
  // It is made last of all.
  await page.locator('.cm-content').waitFor({ state: 'attached' });
  return page.evaluate(() => {
    const content = document.querySelector('.cm-content');
    if (content === null || !('cmTile' in content || 'cmView' in content)) return '';
    const view: { state: { doc: { toString(): string } } } = Reflect.get(Reflect.get(content, 'cmTile') ?? Reflect.get(content, 'cmView'), 'view');
    return view.state.doc.toString();
  });
}

/** Saved, and not about to be: the words change as soon as something does. */
export async function expectSaved(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
}
