import { expect, test } from './fixtures';
import { deploySheet, expectNotReloaded, expectStackState, mark, openExample, openTab, sandboxFiles } from './steps';

test.describe('an example with three servers', () => {
  test('deploys with a changed parameter; every state appears without reload', async ({ page, instance }) => {
    await openExample(page, 'Three servers, two steps each');
    await mark(page);
    await deploySheet(page, 'three', { Greeting: 'Good day' });
    // What is seen on the way, by name of the resource.
    await expect(page.locator('[data-resource="alpha_announce"]')).toHaveAttribute('data-status', 'CREATE_COMPLETE', { timeout: 60_000 });
    await expectStackState(page, 'Created');
    for (const name of ['alpha', 'beta', 'gamma', 'prepare_config', 'alpha_prepare', 'beta_announce', 'gamma_announce']) {
      await expect(page.locator(`[data-resource="${name}"]`)).toHaveAttribute('data-status', 'CREATE_COMPLETE');
    }
    await openTab(page, /Outputs/);
    await expect(page.locator('[data-output="pages"]')).toContainText('Good day from alpha on Linux');
    await page.getByRole('button', { name: 'Show pages as a QR code' }).click();
    await expect(page.getByRole('img', { name: 'QR code of pages' })).toBeVisible();
    await page.keyboard.press('Escape');
    await openTab(page, /Logs/);
    const list = page.getByRole('navigation', { name: 'Deployments by server' });
    for (const server of ['alpha', 'beta', 'gamma']) {
      await expect(list.getByRole('region', { name: server }).getByRole('listitem')).toHaveText([/prepare/, /announce/]);
    }
    await list.getByRole('button', { name: /alpha_announce/ }).first().click();
    await expect(page.getByRole('log')).toContainText('Good day from alpha on Linux');
    await list.getByRole('button', { name: 'beta_announce beside the other' }).click();
    await expect(page.getByRole('log', { name: 'Output of beta_announce' })).toContainText('Good day from');
    await expect(page.getByRole('log', { name: 'Output of alpha_announce' })).toContainText('Good day from alpha on Linux');
    await page.getByRole('button', { name: 'Close the one beside' }).click();
    await expect(page.getByRole('log')).toHaveCount(1);
    await openTab(page, /Events/);
    await expect(page.getByText('Stack CREATE completed successfully').first()).toBeVisible();
    await expectNotReloaded(page);
    const runs = await sandboxFiles(instance, 'runs.log');
    expect(runs).toEqual(Array.from({ length: 3 }, () => 'prepare CREATE\nannounce CREATE\n'));
  });

  test('is deleted with everything it made', async ({ page, instance }) => {
    await page.goto('/p/default/stacks');
    await page.getByRole('link', { name: 'three', exact: true }).click();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /Delete/ }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('alpha');
    await dialog.getByRole('button', { name: /Delete/ }).click();
    await expectStackState(page, 'Deleted');
    await expect.poll(() => sandboxFiles(instance, 'runs.log')).toEqual([]);
  });
});

test('a worker that is killed in the middle of a deployment takes nothing with it: the stack completes, and nothing runs twice', async ({ page, instance }) => {
  await openExample(page, 'Three servers, two steps each');
  await deploySheet(page, 'survivor');
  await expect.poll(async () => (await sandboxFiles(instance, 'runs.log')).length, { timeout: 45_000, intervals: [20] }).toBeGreaterThan(0);
  const before = instance.pidOf('worker');
  process.kill(before, 'SIGKILL');
  await expectStackState(page, 'Created', 60_000);
  expect(instance.pidOf('worker')).not.toBe(before);
  const runs = await sandboxFiles(instance, 'runs.log');
  expect(runs).toEqual(Array.from({ length: 3 }, () => 'prepare CREATE\nannounce CREATE\n'));
});
