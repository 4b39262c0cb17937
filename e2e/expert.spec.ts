/** Goal 2 of the specification: a web stack of somebody who knows the designer, from a blank canvas to deployed. Pointer actions are counted; what is typed is not. */
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures';
import { expectStackState } from './steps';

const MOST_ACTIONS = 25;

test('network, subnet, port, server, volume and a script on the server are drawn, connected and deployed with few movements', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto('/p/default/designer');
  let actions = 0;
  const click = async (target: Locator, modifiers: ('Alt')[] = []): Promise<void> => { actions += 1; await target.click({ modifiers }); };
  const node = (name: string): Locator => page.locator(`[data-node="resource:${name}"]`);
  const type = (name: string): Locator => page.getByRole('list', { name: 'Types' }).getByRole('button', { name, exact: true }).first();
  const form = page.getByRole('region', { name: 'Inspector' });
  /** By keys alone, from the form. */
  const set = async (name: string, value: string): Promise<void> => {
    await form.getByRole('combobox', { name: 'Add property' }).focus();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await form.getByLabel(name, { exact: true }).fill(value);
    await page.keyboard.press('Tab');
  };
  const connect = async (from: string, to: string): Promise<void> => {
    await node(from).focus();
    await page.keyboard.press('e');
    await expect(page.getByRole('dialog', { name: 'Connect to' })).toBeVisible();
    await page.keyboard.type(to);
    await page.keyboard.press('Enter');
  };

  await click(page.getByRole('button', { name: 'New drawing' }));
  await page.waitForURL(/designer\/[0-9a-f-]{36}/);
  await expect(type('Net')).toBeVisible();
  const began = Date.now();
  await click(type('Net'));
  await expect(node('net')).toBeVisible();
  await click(type('Subnet'), ['Alt']);
  await expect(node('subnet')).toBeVisible();
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue('subnet');
  await set('cidr', '10.0.0.0/24');
  await click(node('net'));
  await click(type('Port'), ['Alt']);
  await expect(node('port')).toBeVisible();
  await click(type('Server'), ['Alt']);
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue('server');
  await click(form.getByLabel('flavor', { exact: true }));
  await page.keyboard.type('m1.small');
  await page.keyboard.press('Tab');
  await set('image', 'debian-13');
  await click(type('Volume'));
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue('volume');
  await set('size', '10');
  await connect('volume', 'server');
  await expect(page.getByRole('dialog', { name: 'Connect', exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(node('volume_on_server')).toBeVisible();
  await click(type('SoftwareConfig'));
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue('software_config');
  await set('group', 'script');
  await set('config', '#!/bin/sh\necho hello\n');
  await connect('software_config', 'server');
  await expect(node('software_config_on_server')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const sheet = page.getByRole('dialog', { name: /Deploy/ });
  await sheet.getByLabel('Stack name').fill('expert');
  await click(sheet.getByRole('button', { name: 'Preview the plan' }));
  await click(sheet.getByRole('button', { name: 'Deploy', exact: true }));
  await page.waitForURL(/\/stacks\/[0-9a-f-]{36}\/graph/);
  await expectStackState(page, 'Created', 90_000);
  console.log(`A web stack from a blank canvas to created: ${actions} pointer actions, ${((Date.now() - began) / 1000).toFixed(0)} s`);
  expect(actions).toBeLessThanOrEqual(MOST_ACTIONS);
});
