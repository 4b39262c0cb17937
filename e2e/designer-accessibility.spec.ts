/** Every state of the designer, in both themes: nothing that the rules of WCAG 2.2 AA find fault with. */
import type { Page } from '@playwright/test';
import { faults } from './accessible';
import { openDraft } from './drafts';
import { expect, test } from './fixtures';

const TEXT = `heat_template_version: 2021-04-16
parameters:
  size: {type: number, default: 1}
conditions:
  big: {equals: [{get_param: size}, 10]}
resources:
  script:
    type: OS::Heat::SoftwareConfig
    properties: {group: script, config: 'echo hello', inputs: [{name: who}]}
  server:
    type: OS::Nova::Server
    condition: big
    properties: {flavor: m1.small, image: debian-13, user_data_format: SOFTWARE_CONFIG}
  greet:
    type: OS::Heat::SoftwareDeployment
    condition: big
    properties: {config: {get_resource: script}, server: {get_resource: server}, input_values: {who: world}}
  port:
    type: OS::Neutron::Port
    properties: {nothing_like_it: 1}
outputs:
  port: {value: {get_resource: port}}
`;

const node = (page: Page, name: string) => page.locator(`[data-node="resource:${name}"]`);

/** Each leaves the page in a state of its own, from the one before. */
const STATES: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['the whole draft, with problems', async (page) => { await page.keyboard.press('Escape'); }],
  ['a resource', async (page) => { await node(page, 'server').click({ position: { x: 60, y: 20 } }); }],
  ['its definition', async (page) => { await page.getByRole('tab', { name: 'Meta' }).click(); }],
  ['its references', async (page) => { await page.getByRole('tab', { name: /References/ }).click(); }],
  ['several', async (page) => { await page.getByRole('region', { name: 'Canvas' }).focus(); await page.keyboard.press('Control+a'); }],
  ['a frame', async (page) => { await page.keyboard.press('g'); await expect(page.locator('[data-frame]')).toBeVisible(); }],
  ['a collapsed frame', async (page) => { await page.keyboard.press('c'); await expect(page.getByRole('group', { name: /collapsed/ })).toBeVisible(); }],
  ['a list of actions', async (page) => { await page.keyboard.press('Shift+F10'); await expect(page.getByRole('dialog', { name: 'Actions' })).toBeVisible(); }],
  ['types to add', async (page) => { await page.keyboard.press('Escape'); await page.getByRole('region', { name: 'Canvas' }).focus(); await page.keyboard.press('a'); await expect(page.getByRole('dialog', { name: 'Add a resource' })).toBeVisible(); }],
  ['the outline', async (page) => { await page.keyboard.press('Escape'); await page.getByRole('button', { name: 'Outline' }).click(); await expect(page.getByRole('tree')).toBeVisible(); }],
  ['files', async (page) => { await page.keyboard.press('Escape'); await page.getByRole('treeitem', { name: /^Resources/ }).click(); await page.getByRole('treeitem', { name: /^Parameters/ }).click(); await page.getByRole('tab', { name: /^Files/ }).click(); }],
  ['the environment', async (page) => { await page.getByRole('tab', { name: 'Environment' }).click(); }],
  ['a parameter', async (page) => { await page.getByRole('treeitem', { name: /^size/ }).click(); }],
  ['an output', async (page) => { await page.getByRole('treeitem', { name: /^port, output/ }).click(); }],
  ['the history', async (page) => { await page.getByRole('tab', { name: /^History/ }).click(); await expect(page.getByRole('listbox', { name: 'History' })).toBeVisible(); }],
  ['the text alone', async (page) => { await page.getByRole('button', { name: 'Text', exact: true }).click(); }],
  ['a text that cannot be read', async (page) => {
    await page.getByRole('button', { name: 'Canvas and text' }).click();
    await page.getByRole('button', { name: 'Outline' }).click();
    await page.getByRole('region', { name: 'Template text' }).locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('  broken: a: b: c');
    await expect(page.getByText(/last valid version/)).toBeVisible();
  }],
  ['the command palette', async (page) => { await page.getByRole('button', { name: /Search or do/ }).click(); await expect(page.getByPlaceholder('Go to, find, do...')).toBeVisible(); }],
];

test('every state of the designer', async ({ page }) => {
  test.setTimeout(600_000);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await openDraft(page, 'accessible', TEXT);
  for (const [name, reach] of STATES) {
    await reach(page);
    await page.waitForTimeout(300);
    expect.soft(await faults(page, ['dark']), name).toEqual([]);
  }
});
