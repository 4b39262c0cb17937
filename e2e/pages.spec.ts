/** Every page: nothing that the rules of WCAG 2.2 AA find fault with, in every theme; nothing asked of other hosts; readable on a telephone. */
import type { Page } from '@playwright/test';
import { faults } from './accessible';
import { expect, test } from './fixtures';
import { deploySheet, expectStackState, openExample, workflowService } from './steps';

const PAGES = [
  '/p/default/stacks', '/p/default/stacks?q=nothing-of-that-name', '/p/default/designer', '/p/default/configs', '/p/default/configs?view=deployments', '/p/default/hosts', '/p/default/environments', '/p/default/environments?view=matrix',
  '/p/default/environments?view=effective', '/p/default/environments?view=secrets', '/p/default/environments/new', '/p/default/types', '/p/default/types/OS::Nova::Server', '/p/default/functions',
  '/p/default/activity', '/p/default/settings', '/p/default/settings/project', '/p/default/settings/about', '/p/default/people', '/p/default/access', '/p/default/connections', '/api-reference', '/nothing-here',
] as const;

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await expect(page.locator('[role="status"][aria-label^="Loading"], [aria-label="Asking the server"]')).toHaveCount(0);
}

/** A stack of an example, for tests of pages with something on them: made once, by whichever of them comes first. */
let made: Promise<void> | undefined;
async function somethingIsThere(page: Page): Promise<void> {
  made ??= openExample(page, 'Hello').then(async () => void (await deploySheet(page, `seen-by-all-${Date.now().toString(36)}`)));
  await made;
}

test('every page, in every theme', async ({ page, instance }) => {
  test.setTimeout(600_000);
  const elsewhere: string[] = [];
  page.on('request', (request) => { if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(instance.url)) elsewhere.push(request.url()); });
  await page.addInitScript(() => localStorage.setItem('hearth-preferences', JSON.stringify({ theme: 'light' })));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await somethingIsThere(page);
  for (const address of PAGES) {
    await page.goto(address);
    await settle(page);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    expect.soft(await faults(page, ['dark', 'contrast']), address).toEqual([]);
  }
  expect(elsewhere).toEqual([]);
});

for (const theme of ['dark', 'contrast'] as const) {
  test(`a page is ${theme} from its first picture, for whoever chose that`, async ({ page }) => {
    await page.addInitScript((chosen) => localStorage.setItem('hearth-preferences', JSON.stringify({ theme: chosen })), theme);
    await page.goto('/p/default/stacks', { waitUntil: 'commit' });
    await page.locator('body').waitFor();
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme, { timeout: 1000 });
    await settle(page);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  });
}

test('what opens over a page: keys, search, running operations', async ({ page }) => {
  await somethingIsThere(page);
  await page.goto('/p/default/stacks');
  await settle(page);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  expect.soft(await faults(page), 'the keys').toEqual([]);
  await keys.getByLabel('Search the keys').fill('environments');
  await expect(keys.getByRole('listitem')).toHaveCount(1);
  await keys.getByRole('button', { name: 'Another key for: Go to Environments' }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('1');
  await expect(keys.getByRole('button', { name: 'Another key for: Go to Environments' })).toHaveText(/G\s*1/);
  // Keys with Ctrl can be others, too, and what names them says so.
  await keys.getByLabel('Search the keys').fill('search, or');
  await keys.getByRole('button', { name: 'Another key for: Search, or do something by its name' }).click();
  await page.keyboard.press('Control+g');
  // Behind the open dialog it has no role.
  await expect(page.getByLabel('Search or do')).toHaveText(/Ctrl G/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('1');
  await expect(page.getByRole('heading', { name: 'Environments' })).toBeVisible();
  await page.keyboard.press('Control+g');
  await expect(page.getByRole('option', { name: /Environments\s*G 1/ })).toBeVisible();
  await page.getByPlaceholder('Go to, find, do...').fill('greeting');
  await expect(page.getByRole('option', { name: /greeting/ }).first()).toBeVisible();
  expect.soft(await faults(page), 'the search').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Operations/ }).click();
  await expect(page.getByRole('dialog', { name: 'Operations' })).toBeVisible();
  expect.soft(await faults(page), 'the operations').toEqual([]);
});

test('the rail has words when asked, remembers it, and F6 goes from part to part', async ({ page }) => {
  await page.goto('/p/default/stacks');
  await settle(page);
  const rail = page.getByRole('navigation', { name: 'Places' });
  const narrow = (await rail.boundingBox())?.width ?? 0;
  await page.keyboard.press('[');
  await expect.poll(async () => (await rail.boundingBox())?.width ?? 0).toBeGreaterThan(narrow + 100);
  await page.reload();
  await expect.poll(async () => (await rail.boundingBox())?.width ?? 0).toBeGreaterThan(narrow + 100);
  await page.keyboard.press('F6');
  const where = () => page.evaluate(() => document.activeElement?.closest('nav, header, section, [role="table"], [role="region"]')?.getAttribute('aria-label') ?? document.activeElement?.closest('header')?.tagName ?? '');
  const first = await where();
  await page.keyboard.press('F6');
  expect(await where()).not.toBe(first);
});

test('nothing is wider than a telephone, and its main actions are there', async ({ page }) => {
  test.setTimeout(300_000);
  await somethingIsThere(page);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const address of PAGES) {
    await page.goto(address);
    await settle(page);
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), address).toBeLessThanOrEqual(0);
  }
  await page.goto('/p/default/stacks');
  await page.getByRole('button', { name: 'Places' }).click();
  await page.getByRole('menuitem', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();
  await page.goto('/p/default/stacks');
  await page.getByRole('button', { name: /^Actions for / }).first().click();
  await expect(page.getByRole('menuitem', { name: 'Stop and roll back' })).toBeVisible();
  await page.keyboard.press('Escape');
  const address = await page.locator('a[data-stack]').first().getAttribute('href');
  for (const [view, table] of [['resources', 'Resources'], ['timeline', 'Timeline as a table'], ['events', 'Events']] as const) {
    await page.goto(`${address?.replace(/\/[a-z]+$/, '')}/${view}`);
    const list = page.getByRole('table', { name: table });
    await expect(list.getByRole('row').nth(1)).toBeVisible();
    expect.soft(await list.evaluate((box) => box.scrollWidth - box.clientWidth), `${view} is read without scrolling sideways`).toBeLessThanOrEqual(0);
  }
});

test('a button that is pressed before its program has come does what it says once it has', async ({ page }) => {
  await somethingIsThere(page);
  const held: (() => void)[] = [];
  let holding = true;
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    if (holding) await new Promise<void>((resolve) => { held.push(resolve); });
    await route.continue();
  });
  await page.goto('/p/default/stacks', { waitUntil: 'commit' });
  await page.getByRole('button', { name: /^Actions for / }).first().click();
  await expect(page.getByRole('menu')).toHaveCount(0);
  const release = (): void => {
    holding = false;
    for (const one of held.splice(0)) one();
  };
  release();
  await expect(page.getByRole('menuitem', { name: 'Stop and roll back' })).toBeVisible();

  // The program comes while the button is down.
  holding = true;
  await page.goto('/p/default/stacks', { waitUntil: 'commit' });
  const button = page.getByRole('button', { name: /^Actions for / }).first();
  await button.hover();
  await page.mouse.down();
  release();
  await expect.poll(() => button.evaluate((element) => Object.keys(element).some((key) => key.startsWith('__reactProps$')))).toBe(true);
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.mouse.up();
  await expect(page.getByRole('menuitem', { name: 'Stop and roll back' })).toBeVisible();
});

test('a webhook is added to a project, tried, and told how an operation ends', async ({ page }) => {
  const service = await workflowService();
  await page.goto('/p/default/settings/project');
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'New webhook' });
  await dialog.getByRole('textbox', { name: 'Address' }).fill(`${service.url}/hook`);
  await dialog.getByRole('checkbox', { name: /^Complete/ }).check();
  await dialog.getByRole('button', { name: 'Add' }).click();
  const secret = page.getByRole('dialog', { name: /^Secret of/ });
  await expect(secret).toContainText('whsec_');
  await secret.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: /^Actions for 127/ }).click();
  await page.getByRole('menuitem', { name: 'Messages and test...' }).click();
  const messages = page.getByRole('dialog', { name: 'Messages' });
  await messages.getByRole('button', { name: 'Send a test' }).click();
  await expect(messages.getByRole('listitem')).toContainText('answered 202');
  await messages.getByRole('button', { name: 'Done' }).click();

  await openExample(page, 'Hello');
  const stack = await deploySheet(page, 'e2e-webhook');
  await expectStackState(page, 'Created');
  await expect.poll(() => service.calls.map(({ body }) => body)).toContainEqual(expect.objectContaining({ type: 'stack.complete', data: expect.objectContaining({ link: `${stack}/graph` }) }));
  await page.goto('/p/default/settings/project');
  await page.getByRole('button', { name: /^Actions for 127/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(page.getByRole('list', { name: 'Webhooks' }).getByRole('listitem')).toHaveCount(0);
  await service.close();
});
