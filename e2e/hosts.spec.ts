import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from '@playwright/test';
import { faults } from './accessible';
import { openClient } from './client';
import { expect, test } from './fixtures';

/** Finds the machine by its label; the script writes a line, and goes on when a file appears. */
const BY_LABEL = `
heat_template_version: 2021-04-16
resources:
  machines: {type: Hearth::Hosts, properties: {labels: [role=web]}}
  config:
    type: OS::Heat::SoftwareConfig
    properties: {group: script, config: "#!/bin/sh\\necho line 1\\nuntil [ -e go ]; do sleep 0.1; done\\necho went on\\n"}
  everywhere: {type: OS::Heat::SoftwareDeploymentGroup, properties: {config: {get_resource: config}, servers: {get_attr: [machines, servers]}}}
`;

test.describe('a machine', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'hearth-e2e-host-'));
  test.afterAll(() => rmSync(home, { recursive: true, force: true }));

  test('joins with the command of the page, is seen online, and is sent away', async ({ page }) => {
    await page.goto('/p/default/hosts');
    await page.getByRole('button', { name: 'Join a machine' }).click();
    const command = (await page.getByLabel('Join command').textContent()) ?? '';
    expect(command).toMatch(/^curl -fsSL 'http\S+' \| sh$/);
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { env: { ...process.env, HEARTH_NAME: 'e2e-machine', HEARTH_DIR: home, HEARTH_BOOT: 'off' } });
    expect(stdout).toContain('e2e-machine has joined');
    const dialog = page.getByRole('dialog', { name: 'Join a machine' });
    await expect(dialog.getByRole('status')).toContainText('e2e-machine has joined', { timeout: 15_000 });
    await dialog.getByRole('radio', { name: 'Docker container' }).click();
    await expect(dialog.getByLabel('Join command')).toContainText('docker run -d');
    await page.keyboard.press('Escape');

    const row = page.getByRole('row').filter({ hasText: 'e2e-machine' });
    await expect(row).toContainText('Online', { timeout: 15_000 });
    const pid = Number(readFileSync(path.join(home, '.agent/pid'), 'utf8'));
    await row.getByRole('button', { name: 'Actions for e2e-machine' }).click();
    await page.getByRole('menuitem', { name: /Send away/ }).click();
    await page.getByRole('dialog', { name: /away/ }).getByRole('button', { name: 'Send away' }).click();
    await expect(row).toHaveCount(0, { timeout: 15_000 });
    await expect.poll(() => isRunning(pid), { timeout: 15_000 }).toBe(false);
  });

  test('has a page: what runs there is seen while it runs, it gets labels by which it is found, and its token is revoked and given anew', async ({ page, instance }) => {
    test.setTimeout(300_000);
    const client = await openClient(page, instance.url, 'hosts');
    const directory = mkdtempSync(path.join(tmpdir(), 'hearth-e2e-page-'));
    const join = async (dialog: Locator): Promise<void> => {
      const command = (await dialog.getByLabel('Join command').textContent()) ?? '';
      await promisify(execFile)('sh', ['-c', command], { env: { ...process.env, HEARTH_NAME: 'e2e-page', HEARTH_DIR: directory, HEARTH_BOOT: 'off' } });
      await page.keyboard.press('Escape');
    };
    await page.goto('/p/default/hosts');
    await page.getByRole('button', { name: 'Join a machine' }).first().click();
    await join(page.getByRole('dialog', { name: 'Join a machine' }));
    await page.getByRole('link', { name: 'e2e-page' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'e2e-page' })).toBeVisible();
    await expect(page.getByText('Online')).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText('Nothing was deployed to it yet')).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await page.getByLabel('New label').fill('role=web e2e');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'Labels' }).getByRole('listitem')).toHaveText(['e2e', 'role=web']);
    const address = page.url();

    // A template finds the machine by its label, and a script runs there for as long as the test wants.
    const stack = await client.create('by-label', BY_LABEL);
    await page.goto(address);
    const list = page.getByRole('navigation', { name: 'Deployments on e2e-page, newest first' });
    await expect(list.getByRole('listitem')).toHaveText([/e2e-page.*by-label/], { timeout: 30_000 });
    await expect(page.getByRole('log')).toContainText('line 1', { timeout: 30_000 });
    // Its agent is busy: a self-test has to wait, and can be cancelled.
    await page.getByRole('button', { name: 'Self-test' }).click();
    await page.getByRole('button', { name: 'Test this host' }).click();
    await expect(page.getByRole('progressbar', { name: 'Test of the host' })).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'The test is under way' })).toContainText('The host does another run first.');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'The test was cancelled' })).toContainText(/Cancelled by /);
    await page.getByRole('tab', { name: /Deployments/ }).click();
    writeFileSync(path.join(directory, 'go'), '');
    await expect(page.getByRole('log')).toContainText('went on', { timeout: 30_000 });
    await expect(page.getByText('exit code 0')).toBeVisible({ timeout: 30_000 });
    await page.getByRole('tab', { name: 'Metadata' }).click();
    await expect(page.getByRole('list', { name: 'Deployments in their order' }).getByRole('listitem')).toHaveText([/script, done/]);
    await expect(page.getByLabel('Metadata of e2e-page')).toContainText('"deployments"');

    // The self-test is told while it goes, and is kept.
    await page.getByRole('button', { name: 'Self-test' }).click();
    await page.getByRole('button', { name: 'Test again' }).click();
    await expect(page.getByRole('status').filter({ hasText: /Everything is well|It works/ })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('list', { name: 'Connection' }).getByRole('listitem')).toHaveText([/well:.*asks for work.*after/, /well:.*exit code 0/]);
    await expect(page.getByRole('list', { name: 'Machine' }).getByRole('listitem').filter({ hasText: 'Clock' })).toContainText('in step');
    await expect(page.getByRole('list', { name: 'Tools' }).getByRole('listitem').filter({ hasText: 'bash' })).toContainText(/\d\.\d/);
    await page.reload();
    await page.getByRole('tab', { name: 'Self-test' }).click();
    await expect(page.getByRole('list', { name: 'Tools' })).toBeVisible();
    expect(await faults(page)).toEqual([]);

    await page.getByRole('tab', { name: /Stacks/ }).click();
    await expect(page.getByRole('list', { name: 'Stacks' }).getByRole('listitem')).toContainText(['by-label']);

    await page.getByRole('button', { name: 'Actions for e2e-page' }).click();
    await page.getByRole('menuitem', { name: /Revoke token/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await expect(page.getByText('Revoked', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Join it again' }).click();
    await join(page.getByRole('dialog', { name: 'Join a machine as e2e-page' }));
    await expect(page.getByText('Online')).toBeVisible({ timeout: 15_000 });

    await page.goto('/p/default/hosts');
    await page.getByLabel('Label', { exact: true }).click();
    await page.getByRole('option', { name: 'role=web' }).click();
    const rows = page.getByRole('table', { name: 'Hosts' }).getByRole('row').filter({ has: page.getByRole('cell') });
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('e2e-page');
    await client.remove(stack, 'by-label');
    expect(await client.settled(stack, 'by-label')).toBe('DELETE_COMPLETE');
    await rows.getByRole('button', { name: 'Actions for e2e-page' }).click();
    await page.getByRole('menuitem', { name: /Send away/ }).click();
    await page.getByRole('dialog', { name: /away/ }).getByRole('button', { name: 'Send away' }).click();
    await expect(rows).toHaveCount(0, { timeout: 15_000 });
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
