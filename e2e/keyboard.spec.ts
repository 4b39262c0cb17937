/** Everything without a pointer: nothing that is tested here clicks, hovers or puts the focus anywhere; keys bring it where it is needed. */
import type { Locator, Page } from '@playwright/test';
import { openClient } from './client';
import { documentText } from './drafts';
import { expect, test } from './fixtures';

const node = (page: Page, name: string): Locator => page.locator(`[data-node="resource:${name}"]`);

/** Presses a key until something has the focus. */
async function reach(page: Page, target: Locator, key = 'Tab', most = 60): Promise<void> {
  await expect(target.first()).toBeVisible();
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await target.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${String(target)} was not reached by ${key}; the focus is on ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 300))}`);
}

/** F6 goes from part to part of the page. */
async function toCanvas(page: Page): Promise<void> {
  const canvas = page.getByRole('region', { name: 'Canvas' });
  for (let pressed = 0; pressed < 20; pressed += 1) {
    if (await canvas.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('F6');
  }
  throw new Error('F6 does not lead to the canvas');
}

async function add(page: Page, type: string, name: string): Promise<void> {
  await toCanvas(page);
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog', { name: 'Add a resource' })).toBeVisible();
  await page.keyboard.type(type);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-node][data-selected]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const title = page.getByRole('region', { name: 'Inspector' }).getByLabel('Name', { exact: true });
  await expect(title).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(node(page, name)).toBeVisible();
}

async function setProperty(page: Page, property: string, value: string, added = true): Promise<void> {
  const form = page.getByRole('region', { name: 'Inspector' });
  if (added) {
    await reach(page, form.getByRole('combobox', { name: 'Add property' }));
    await page.keyboard.type(property);
    await page.keyboard.press('Enter');
  }
  await reach(page, form.getByLabel(property, { exact: true }), added ? 'Shift+Tab' : 'Tab');
  await page.keyboard.type(value);
  await page.keyboard.press('Tab');
}

test('without a pointer: a stack is drawn, named, undone, nested and deployed; its failure is found, its log read, and it is tried again', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto('/p/default/designer');
  await reach(page, page.getByRole('button', { name: /New/ }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/designer\/[0-9a-f-]{36}/);
  await expect(page.getByRole('region', { name: 'Template text' })).toContainText('heat_template_version');

  await add(page, 'OS::Heat::SoftwareConfig', 'script');
  await setProperty(page, 'group', 'script');
  await setProperty(page, 'config', '#!/bin/sh\necho "there is no disk"\nexit 3');
  await expect.poll(() => documentText(page)).toContain('exit 3');
  await add(page, 'OS::Nova::Server', 'web');
  await setProperty(page, 'flavor', 'm1.small', false);

  await toCanvas(page);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('script');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(node(page, 'script')).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog', { name: 'Connect to' })).toBeVisible();
  await page.keyboard.type('web');
  await page.keyboard.press('Enter');
  await expect(node(page, 'script_on_web')).toHaveAttribute('data-selected', 'true');
  await expect(node(page, 'script_on_web')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('install');
  await page.keyboard.press('Enter');
  await expect.poll(() => documentText(page)).toContain('  install:');
  await expect(node(page, 'install')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect.poll(() => documentText(page)).toContain('  script_on_web:');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => documentText(page)).toContain('  install:');

  await toCanvas(page);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('dialog', { name: 'Actions' })).toBeVisible();
  await page.keyboard.type('nested');
  await page.keyboard.press('Enter');
  await expect.poll(() => documentText(page)).toContain('type: part.yaml');

  await page.keyboard.press('Control+Enter');
  const sheet = page.getByRole('dialog');
  await reach(page, sheet.getByLabel('Stack name'));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('by-keys');
  await reach(page, sheet.getByRole('radio', { checked: true }));
  const keep = sheet.getByRole('radio', { name: /^Keep/ });
  const chosen = () => sheet.getByRole('radio', { checked: true }).getAttribute('value');
  for (let pressed = 0; pressed < 3 && !(await keep.isChecked()); pressed += 1) {
    const before = await chosen();
    // Held as by a finger: the group chooses when the focus has arrived, if the key is still down.
    await page.keyboard.press('ArrowDown', { delay: 100 });
    await expect.poll(chosen).not.toBe(before);
  }
  await expect(keep).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(sheet.getByRole('button', { name: /^Deploy( anyway)?$/ })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/stacks\/[0-9a-f-]{36}\/graph/);

  const failure = page.getByRole('alert', { name: 'What failed' });
  await expect(failure).toContainText('code 3', { timeout: 60_000 });
  await expect(failure).toContainText('there is no disk');
  await page.keyboard.press('5');
  await expect(page.getByRole('tab', { name: /^Logs/ })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel')).toContainText('there is no disk');
  await reach(page, failure.getByRole('button', { name: 'Retry from here' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Retry/ });
  await expect(dialog.getByRole('button', { name: 'Retry', exact: true })).toBeEnabled();
  await reach(page, dialog.getByRole('button', { name: 'Retry', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Retry from here: begun')).toBeVisible();
  await expect(dialog).toHaveCount(0);
});

test('without a pointer: a stack goes back to an earlier version, after what that does was read', async ({ page, instance }) => {
  test.setTimeout(300_000);
  const client = await openClient(page, instance.url, `keys-${Date.now().toString(36)}`);
  const template = (value: string, more = '') => `heat_template_version: 2021-04-16\nresources:\n  web: {type: OS::Heat::TestResource, properties: {value: ${value}}}\n${more}`;
  const name = `back-by-keys-${Date.now().toString(36)}`;
  const id = await client.create(name, template('one'));
  await client.settled(id, name);
  await client.update(id, name, template('two', '  cache: {type: OS::Heat::TestResource, depends_on: web}\n'));
  await client.settled(id, name);
  await page.goto(`/p/default/stacks/${id}/graph`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await reach(page, page.getByRole('button', { name: 'Roll back to...' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Roll back to r1: ${name}` });
  await expect(dialog.getByRole('region', { name: 'Changed back where they are' })).toContainText('web');
  await expect(dialog.getByRole('region', { name: 'Deleted' })).toContainText('cache');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Roll back to...' })).toBeFocused();

  // The same from the list of versions.
  await page.keyboard.press('7');
  await reach(page, page.getByRole('button', { name: /^Restore/ }));
  await page.keyboard.press('Enter');
  await reach(page, dialog.getByRole('button', { name: 'Roll back', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Roll back: begun')).toBeVisible();
  await expect(page.locator('header').getByText('Rolled back', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('2');
  await expect(page.getByRole('table', { name: 'Resources' }).locator('[data-row]')).toHaveCount(1);
});
