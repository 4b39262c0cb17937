/** Watching a run: every state that a stack can be in, what its page says of it and what one can do there, by keys and in both themes. */
import type { Page } from '@playwright/test';
import { faults } from './accessible';
import { type Client, openClient } from './client';
import { expect, test } from './fixtures';
import { STACKS } from './steps';

const HEAD = 'heat_template_version: 2021-04-16\nresources:\n';
const resource = (name: string, { needs = [], wait = 0, fails = false }: { needs?: string[]; wait?: number; fails?: boolean } = {}) =>
  `  ${name}:\n    type: OS::Heat::TestResource\n${needs.length > 0 ? `    depends_on: [${needs.join(', ')}]\n` : ''}    properties: {value: ${name}, wait_secs: ${wait}, fail: ${fails}}\n`;
const CHILD = `heat_template_version: 2021-04-16\nresources:\n${resource('disk')}${resource('server', { needs: ['disk'], wait: 0.3, fails: true })}`;
const NESTED = `${HEAD}${resource('lone', { wait: 1 })}  inner:\n    type: child.yaml\n${resource('last', { needs: ['inner'] })}`;
const chain = (fails: boolean) => `${HEAD}${resource('net')}${resource('web', { needs: ['net'], fails })}${resource('dns', { needs: ['web'] })}`;
const HELD = { environment: { resource_registry: { resources: { web: { hooks: 'pre-create' } } } } };

/** Stacks in each state, made once: by what they are called in the tests. */
const stacks = new Map<string, string>();
let client: Client;
/** Tests after a failure begin again in another process: its stacks have names of their own. */
const mark = Date.now().toString(36);
const called = (name: string) => `${name}-${mark}`;

test.beforeAll(async ({ browser, instance, signedIn }) => {
  test.setTimeout(300_000);
  const context = await browser.newContext({ storageState: signedIn });
  const page = await context.newPage();
  client = await openClient(page, instance.url, `watching-${mark}`);
  const add = async (name: string, template: string, more?: Record<string, unknown>) => stacks.set(name, await client.create(called(name), template, more));
  await add('w-failed', NESTED, { files: { 'child.yaml': CHILD }, disable_rollback: true });
  await add('w-rolled', chain(false));
  await add('w-held', chain(false), HELD);
  await add('w-running', `${HEAD}${resource('slow', { wait: 600 })}${resource('after', { needs: ['slow'] })}`);
  await add('w-gone', chain(false));
  for (const name of ['w-failed', 'w-rolled', 'w-gone']) await client.settled(idOf(name), called(name));
  await client.update(idOf('w-rolled'), called('w-rolled'), chain(true), { disable_rollback: false });
  await client.remove(idOf('w-gone'), called('w-gone'));
  await client.settled(idOf('w-rolled'), called('w-rolled'));
  await context.close();
});

function idOf(name: string): string {
  return stacks.get(name) ?? '';
}

async function open(page: Page, name: string, view = 'graph'): Promise<void> {
  await page.goto(`${STACKS}/${idOf(name)}/${view}`);
  await expect(page.getByRole('heading', { level: 1, name: called(name) })).toBeVisible({ timeout: 30_000 });
}

test('a failure in a nested stack is led to, step by step, with what it meant besides', async ({ page }) => {
  await open(page, 'w-failed');
  const failure = page.getByRole('alert', { name: 'What failed' });
  await expect(failure.getByRole('heading')).toHaveText(/inner\s*server failed after/);
  await expect(failure).toContainText('Test Resource failed server');
  await expect(failure).toContainText('last was not attempted');
  await expect(failure).toContainText('lone finished after the failure');
  await failure.getByRole('button', { name: 'inner', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Resource inner' })).toContainText('Its nested stack');
  await failure.getByRole('button', { name: 'server', exact: true }).click();
  const drawer = page.getByRole('complementary', { name: 'Resource server' });
  await expect(drawer.getByRole('region', { name: 'Properties' })).toContainText('fail');
  await page.keyboard.press('o');
  await expect(page.getByRole('tablist', { name: 'Views of the stack' })).toHaveCount(0);
  await page.keyboard.press('o');
  await expect(page.getByRole('tablist', { name: 'Views of the stack' })).toBeVisible();
});

test('retrying says what it will do, and does it', async ({ page }) => {
  await open(page, 'w-failed');
  await page.getByRole('button', { name: 'Retry from here' }).click();
  const dialog = page.getByRole('dialog', { name: /Retry from here/ });
  await expect(dialog.locator('[data-plan="create last"]')).toBeVisible();
  await expect(dialog.locator('[data-plan="keep lone"]')).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('the views are reached by the keys 1 to 8', async ({ page }) => {
  await open(page, 'w-rolled');
  for (const [key, name] of [['2', /Resources/], ['3', /Timeline/], ['4', /Events/], ['5', /Logs/], ['6', /Outputs/], ['7', /Template/], ['8', /Activity/], ['1', /Graph/]] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
  }
});

test('events begin with the operation that failed, and the timeline is a table, too', async ({ page }) => {
  await open(page, 'w-rolled', 'events');
  await expect(page.getByRole('table', { name: 'Events' }).getByRole('row').filter({ hasText: /#\d/ }).first()).toContainText('Update #2');
  await page.keyboard.press('3');
  await page.getByRole('button', { name: 'Table' }).click();
  const failed = page.getByRole('table', { name: 'Timeline as a table' }).getByRole('row').filter({ hasText: 'Update failed' });
  await expect(failed).toContainText('critical');
});

test('what is held at a breakpoint says so, and is let go', async ({ page }) => {
  await open(page, 'w-held');
  const held = page.getByRole('region', { name: 'Held at a breakpoint' });
  await expect(held).toContainText(/web\s*is held before it is created/);
  await expect(page.locator('[data-resource="web"]')).toContainText('Held before create');
});

test('going back shows what is changed, made anew and deleted before anything is touched', async ({ page }) => {
  await open(page, 'w-rolled');
  await page.getByRole('button', { name: 'Roll back to...' }).click();
  const dialog = page.getByRole('dialog', { name: /Roll back to r2/ });
  await expect(dialog.getByRole('region', { name: 'Changed back where they are' })).toContainText('web');
  await expect(dialog).toContainText('2 resources stay as they are');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Delete/ }).click();
  const deletion = page.getByRole('list', { name: 'Order of the deletion' });
  await expect(deletion.locator(':scope > li')).toHaveText([/First.*dns/s, /Then.*web/s, /Last.*net/s]);
});

test('stopping shows what it will do while the run goes on, and says so when there is nothing left to stop', async ({ page }) => {
  const name = called('w-stopped');
  const id = await client.create(name, `${HEAD}${resource('slow', { wait: 14 })}${resource('after', { needs: ['slow'] })}`);
  await page.goto(`${STACKS}/${id}/graph`);
  await expect(page.locator('[data-resource="slow"]')).toHaveAttribute('data-status', 'CREATE_IN_PROGRESS', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('menuitem', { name: 'Stop here' }).click();
  const dialog = page.getByRole('dialog', { name: `Stop here: ${name}` });
  await expect(dialog.getByRole('region', { name: 'Under way now' })).toContainText('slow');
  await expect(dialog.getByRole('region', { name: 'Will not be done' })).toContainText('after');
  await expect(dialog).toContainText('0 of 2 are done');
  await expect(dialog.getByRole('status')).toContainText('Create #1 has ended while you were reading', { timeout: 60_000 });
  await expect(dialog.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0);
});

test('a run that somebody stopped says so: what still finishes, what was not begun, and the way on', async ({ page }) => {
  const id = await client.create(called('w-halted'), `${HEAD}${resource('slow', { wait: 600 })}${resource('after', { needs: ['slow'] })}`);
  await page.goto(`${STACKS}/${id}/graph`);
  await expect(page.locator('[data-resource="slow"]')).toHaveAttribute('data-status', 'CREATE_IN_PROGRESS', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('menuitem', { name: 'Stop here' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
  const banner = page.getByRole('region', { name: 'Stopped' });
  await expect(banner).toContainText('Create #1 was stopped');
  await expect(banner).toContainText('slow was under way and will finish');
  await expect(banner).toContainText('after was not begun');
  await banner.getByRole('button', { name: 'Retry from here' }).click();
  await expect(page.getByRole('dialog', { name: /Retry/ })).toBeVisible();
  await page.keyboard.press('Escape');
  // A row opens wherever it is pressed.
  await page.getByRole('tab', { name: /Resources/ }).click();
  await page.locator('[data-row="slow"]').getByText('OS::Heat::TestResource').click();
  await expect(page.getByRole('complementary', { name: 'Resource slow' })).toBeVisible();
});

test('a link shows the graph as it was looked at, and a telephone begins where it can be read', async ({ page }) => {
  await open(page, 'w-failed');
  await page.getByRole('button', { name: 'Nested' }).click();
  await page.getByRole('button', { name: 'Durations' }).click();
  await page.getByPlaceholder('Find in the graph').fill('server');
  await page.getByRole('button', { name: 'Zoom Out' }).click();
  await expect(page).toHaveURL(/with=nested%2Cheat&find=server.*view=/);
  const place = async () => page.locator('[data-resource="inner / server"]').boundingBox();
  await page.waitForTimeout(400);
  const [address, before] = [page.url(), await place()];
  await page.goto('about:blank');
  await page.goto(address);
  await expect(page.getByRole('button', { name: 'Durations' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('[data-resource="inner / server"]')).toBeVisible();
  await expect(page.getByPlaceholder('Find in the graph')).toHaveValue('server');
  // Zoom and middle are written short: a few pixels may differ.
  await expect.poll(async () => { const after = await place(); return Math.max(...(['x', 'y', 'width'] as const).map((side) => Math.abs((after?.[side] ?? 0) - (before?.[side] ?? Infinity)))); }).toBeLessThan(16);

  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'w-failed');
  const failed = page.locator('[data-resource="inner"]');
  await expect(failed).toContainText('Create failed');
  await expect(failed).toBeInViewport({ ratio: 0.95 });
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Nested' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/with=nested/);
});

test('a cut stream says how old the page is, and afterwards nothing is missing or there twice', async ({ page, context }) => {
  const id = await client.create(called('w-cut'), `${HEAD}${Array.from({ length: 12 }, (_, index) => resource(`r${index}`, { needs: index > 0 ? [`r${index - 1}`] : [], wait: 0.4 })).join('')}`);
  await page.goto(`${STACKS}/${id}/events`);
  await expect(page.locator('[data-event^="r1 "]').first()).toBeVisible({ timeout: 30_000 });
  for (let cut = 0; cut < 3; cut += 1) {
    await context.setOffline(true);
    await expect(page.getByText(/Offline/).first()).toBeVisible();
    await expect(page.getByText(/data as of/).first()).toBeVisible();
    await page.waitForTimeout(700);
    await context.setOffline(false);
    await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 20_000 });
  }
  await expect(page.locator('header', { has: page.getByRole('heading', { level: 1 }) }).getByText('Created', { exact: true })).toBeVisible({ timeout: 60_000 });
  // Each resource begins, waits and ends; the stack begins and ends. Above them are the heads of the table and of the operation.
  await expect(page.getByRole('table', { name: 'Events' })).toHaveAttribute('aria-rowcount', String(12 * 3 + 2 + 2));
});

test('every state and every view: nothing that the rules of WCAG 2.2 AA find fault with', async ({ page }) => {
  test.setTimeout(600_000);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const states: [string, string][] = [
    ['w-failed', 'graph'], ['w-failed', 'resources'], ['w-failed', 'graph?resource=lone'], ['w-failed', 'graph?resource=lone&full=1'], ['w-rolled', 'graph'], ['w-rolled', 'timeline'], ['w-rolled', 'events'], ['w-rolled', 'versions'], ['w-rolled', 'activity'], ['w-rolled', 'outputs'],
    ['w-held', 'graph'], ['w-held', 'timeline'], ['w-running', 'graph'], ['w-running', 'timeline'], ['w-gone', 'graph'], ['w-gone', 'activity'],
  ];
  for (const [name, view] of states) {
    await open(page, name, view);
    await expect(page.getByRole('status', { name: /^(Loading|Opening)/ })).toHaveCount(0);
    await page.waitForTimeout(200);
    expect.soft(await faults(page, ['dark']), `${name} ${view}`).toEqual([]);
  }
});

test('states are told apart without colour', async ({ page }) => {
  await open(page, 'w-rolled');
  await page.getByRole('button', { name: 'Legend' }).click();
  const legend = page.getByRole('dialog', { name: 'Legend' });
  await expect(legend).toBeVisible();
  await page.addStyleTag({ content: 'html { filter: grayscale(1) !important; } *, *::before, *::after { animation: none !important; }' });
  const pictures = new Set<string>();
  const icons = legend.locator('li svg[viewBox="0 0 16 16"]');
  const count = await icons.count();
  expect(count).toBe(7);
  for (let index = 0; index < count; index += 1) pictures.add((await icons.nth(index).screenshot()).toString('base64'));
  expect(pictures.size).toBe(count);
});

test('what is held goes on when it is let go', async ({ page }) => {
  await open(page, 'w-held');
  await page.getByRole('button', { name: 'Let it go on' }).click();
  await expect(page.locator('[data-resource="dns"]')).toHaveAttribute('data-status', 'CREATE_COMPLETE', { timeout: 30_000 });
  await expect(page.getByRole('region', { name: 'Held at a breakpoint' })).toHaveCount(0);
  await client.remove(idOf('w-running'), called('w-running'));
});
