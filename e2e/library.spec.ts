/** Somebody writes a config, keeps its versions and tries it: all through the page. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openClient } from './client';
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
    test.setTimeout(300_000);
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

  test('has versions that are compared and restored, and runs once on a host', async ({ page }) => {
    test.setTimeout(300_000);
    const home = mkdtempSync(path.join(tmpdir(), 'hearth-e2e-runner-'));
    await page.goto('/p/default/hosts');
    await page.getByRole('button', { name: 'Join a machine' }).first().click();
    const command = (await page.getByLabel('Join command').textContent()) ?? '';
    await promisify(execFile)('sh', ['-c', command], { env: { ...process.env, HEARTH_NAME: 'runner', HEARTH_DIR: home, HEARTH_BOOT: 'off' } });

    await page.goto(`${CONFIGS}/new`);
    await page.getByLabel('Name', { exact: true }).fill('greet');
    await write(page, '#!/bin/sh\necho quiet\n');
    await page.getByRole('button', { name: 'Save version' }).click();
    await page.waitForURL(/configs\/[0-9a-f-]{36}/);
    await write(page, '#!/bin/sh\necho loud >>said\ncat said\n');
    await page.getByLabel('What has changed').fill('louder');
    await page.keyboard.press('Control+s');
    await expect(page.getByText('Saved version 2 of greet')).toBeVisible();

    await page.getByRole('tab', { name: /Versions/ }).click();
    const versions = page.getByRole('list', { name: 'Versions' }).getByRole('listitem');
    await expect(versions).toContainText([/Version 2.*louder/, /Version 1/]);
    await page.getByRole('button', { name: 'Compare version 1' }).click();
    const compared = page.getByRole('dialog', { name: 'Compare versions' }).getByRole('group', { name: 'Differences of Version 1 and Version 2' });
    await expect(compared).toContainText('-echo quiet');
    await expect(compared).toContainText('+echo loud >>said');
    await page.keyboard.press('Escape');

    await page.getByRole('tab', { name: 'Try' }).click();
    await page.getByLabel('Where').click();
    await page.getByRole('option', { name: 'Host runner' }).click();
    await page.getByRole('button', { name: 'Run once on runner' }).click();
    await expect(page.getByRole('log')).toContainText('loud', { timeout: 60_000 });
    await expect(page.getByText('exit code 0')).toBeVisible({ timeout: 60_000 });
    expect(readFileSync(path.join(home, 'said'), 'utf8')).toBe('loud\n');

    await page.getByRole('tab', { name: /Versions/ }).click();
    await page.getByRole('button', { name: 'Restore version 1' }).click();
    await expect(editor(page)).toContainText('echo quiet');
    await page.keyboard.press('Control+s');
    await expect(versions).toContainText([/Version 3.*Restored version 1/, /Version 2/, /Version 1/]);
    await page.getByRole('tab', { name: 'Used by' }).click();
    await expect(page.getByText('Not used yet')).toBeVisible();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  test('shows who uses a config: how many stacks and how it went in the list, versions, stacks and servers as a graph that leads there', async ({ page, instance }) => {
    test.setTimeout(300_000);
    const client = await openClient(page, instance.url, 'library');
    await page.goto(`${CONFIGS}/new`);
    await page.getByLabel('Name', { exact: true }).fill('used-by-two');
    await write(page, 'echo used');
    await page.getByRole('button', { name: 'Save version' }).click();
    await page.waitForURL(/configs\/[0-9a-f-]{36}/);
    const config = page.url();
    const template = (script: string): string => `
heat_template_version: 2021-04-16
resources:
  server: {type: OS::Nova::Server, properties: {name: user-of-it, flavor: m1.small, image: debian, user_data_format: SOFTWARE_CONFIG}}
  text: {type: OS::Heat::SoftwareConfig, properties: {group: script, config: ${script}}}
  say: {type: OS::Heat::SoftwareDeployment, properties: {config: {get_resource: text}, server: {get_resource: server}}}
`;
    const user = await client.create('uses-it', template('echo used'));
    expect(await client.settled(user, 'uses-it')).toBe('CREATE_COMPLETE');
    const other = await client.create('uses-another', template('echo other'));

    await page.goto(CONFIGS);
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'used-by-two' }) });
    await expect(row).toContainText('1 stack');
    await row.getByRole('link', { name: /Created/ }).click();
    await page.waitForURL(`**/stacks/${user}/logs?deployment=*`);
    await expect(page.getByRole('log')).toContainText('used');

    // All runs of the project stand beside the configs, with the version whose text each runs.
    await page.goto(CONFIGS);
    await page.getByRole('tab', { name: 'Deployments' }).click();
    await page.getByPlaceholder('Filter deployments').fill('say uses-it');
    const run = page.getByRole('table', { name: 'Deployments' }).getByRole('row').filter({ hasText: 'say' });
    await expect(run).toHaveCount(1);
    await expect(run).toContainText(/Created.*say.*uses-it.*used-by-two@v1.*user-of-it.*create 1/);
    expect((await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([]);
    await run.getByRole('link', { name: 'say' }).click();
    await page.waitForURL(`**/stacks/${user}/logs?deployment=*`);
    await expect(page.getByRole('list', { name: 'Stages of the run' })).toContainText(/Asked for.*Fetched by the agent.*Started.*Ended.*Signal judged/);

    await page.goto(config);
    await page.getByRole('tab', { name: 'Used by' }).click();
    const uses = page.getByRole('list', { name: 'Versions, uses and servers' }).getByRole('listitem');
    await expect(uses).toContainText(['Version 1', /say.*stack uses-it/, 'user-of-it']);
    await page.getByRole('link', { name: 'user-of-it' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'user-of-it' })).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Deployments on user-of-it, newest first' }).getByRole('listitem').first()).toContainText('say');
    for (const [id, name] of [[user, 'uses-it'], [other, 'uses-another']] as const) {
      await client.remove(id, name);
      expect(await client.settled(id, name)).toBe('DELETE_COMPLETE');
    }
    await page.goto(CONFIGS);
    await expect(row).toContainText('no stack');
  });
});
