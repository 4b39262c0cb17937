/** What the benchmarks and pictures of pages stand on: a stack that was deployed, and a draft. */
import type { Page } from '@playwright/test';

/** Deploys an example of the gallery; answers the id of the stack once it is complete. */
export async function deployExample(page: Page, base: string, title = 'Hello', name?: string): Promise<string> {
  await page.goto(`${base}/p/default/stacks`);
  const card = page.getByRole('button', { name: `Deploy ${title}`, exact: true });
  const menu = page.getByRole('button', { name: 'New stack' });
  // An empty project shows some of them first.
  const all = page.getByRole('button', { name: /^Show all \d+ examples$/ });
  await card.or(menu).or(all).first().waitFor();
  if (await all.isVisible()) await all.click();
  if (!(await card.isVisible())) {
    await menu.click();
    await page.getByRole('menuitem', { name: /example/i }).click();
  }
  await card.click();
  const sheet = page.getByRole('dialog', { name: 'Deploy' });
  if (name !== undefined) await sheet.getByLabel('Stack name').fill(name);
  await sheet.getByRole('button', { name: 'Preview the plan' }).click();
  await sheet.getByRole('button', { name: /^Deploy( anyway)?$/ }).click();
  await page.waitForURL(/\/stacks\/[0-9a-f-]{36}\/graph/);
  const id = /stacks\/([0-9a-f-]{36})/.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`no stack in the address ${page.url()}`);
  return id;
}

/** Opens an example in the designer; answers the id of its draft. */
export async function designerDraft(page: Page, base: string, title = 'Hello'): Promise<string> {
  await page.goto(`${base}/p/default/stacks`);
  await page.getByRole('button', { name: 'New stack' }).click();
  await page.getByRole('menuitem', { name: /example/i }).click();
  await page.getByRole('button', { name: `Open ${title} in the designer` }).click();
  await page.waitForURL(/designer\/[0-9a-f-]{36}/);
  await page.getByRole('region', { name: 'Canvas' }).waitFor();
  const id = /designer\/([0-9a-f-]{36})/.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`no draft in the address ${page.url()}`);
  return id;
}
