import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { openDraft } from './drafts';
import { expect, test } from './fixtures';
import { deploySheet, expectStackState } from './steps';

const EXPECTED = path.join('e2e', 'expected', 'drawn.yaml');

const inspector = (page: Page): Locator => page.getByRole('region', { name: 'Inspector' });
const node = (page: Page, name: string): Locator => page.locator(`[data-node="resource:${name}"]`);

/** What the text is: the designer has saved it, so it is read the way another page would. */
async function text(page: Page): Promise<string> {
  await expect(page.getByText('Saved just now').or(page.getByText(/^Saved/)).first()).toBeVisible();
  // It is made last of all.
  await page.locator('.cm-content').waitFor({ state: 'attached' });
  return page.evaluate(() => {
    const content = document.querySelector('.cm-content');
    if (content === null || !('cmTile' in content || 'cmView' in content)) return '';
    const view: { state: { doc: { toString(): string } } } = Reflect.get(Reflect.get(content, 'cmTile') ?? Reflect.get(content, 'cmView'), 'view');
    return view.state.doc.toString();
  });
}

async function addType(page: Page, type: string, name: string): Promise<void> {
  const search = page.getByLabel('Search types');
  await search.fill(type);
  await search.press('Enter');
  const title = inspector(page).getByLabel('Name', { exact: true });
  await expect(title).toBeVisible();
  await title.fill(name);
  await title.press('Enter');
  await expect(node(page, name)).toBeVisible();
}

async function setText(page: Page, property: string, value: string): Promise<void> {
  const field = inspector(page).getByLabel(property, { exact: true });
  await field.fill(value);
  await field.blur();
}

async function addProperty(page: Page, property: string): Promise<void> {
  const box = inspector(page).getByRole('combobox', { name: 'Add property' });
  await box.fill(property);
  await inspector(page).getByRole('option', { name: new RegExp(`^${property} `) }).first().click();
  await expect(inspector(page).locator(`[data-property$=".properties.${property}"]`)).toBeVisible();
}

/** Draws a line with the mouse, from the port at the right of one node to another node. */
async function drag(page: Page, from: string, to: string): Promise<void> {
  await node(page, from).first().hover();
  const port = node(page, from).locator('.react-flow__handle.source').first();
  await port.hover();
  await page.mouse.down();
  const target = await node(page, to).boundingBox();
  if (target === null) throw new Error(`${to} is not on the canvas`);
  await page.mouse.move(target.x + target.width / 2, target.y + 20, { steps: 12 });
  await page.mouse.up();
}

/** Draws a line with keys: E, the name of the target, Enter; where there is a choice, the words of the property, Enter. */
async function connectByKeys(page: Page, from: string, to: string, property?: string): Promise<void> {
  await node(page, from).first().focus();
  await page.keyboard.press('e');
  const targets = page.getByRole('dialog', { name: 'Connect to' });
  await expect(targets).toBeVisible();
  await page.keyboard.type(to);
  await page.keyboard.press('Enter');
  if (property === undefined) return;
  await expect(page.getByRole('dialog', { name: 'Connect', exact: true })).toBeVisible();
  await page.keyboard.type(property);
  await page.keyboard.press('Enter');
}

async function draw(page: Page): Promise<void> {
  await page.goto('/p/default/designer');
  await page.getByRole('button', { name: /New/ }).first().click();
  await page.waitForURL(/designer\/[0-9a-f-]{36}/);
  await expect(page.getByRole('region', { name: 'Template text' })).toContainText('heat_template_version');
}

const PREPARE = '#!/bin/sh\necho "prepare $deploy_action" >> "$HEARTH_SERVER_DIR/runs.log"\nprintf \'%s\' "$(uname -s)" > "$heat_outputs_path.facts"\n';
const ANNOUNCE = '#!/bin/sh\necho "announce $deploy_action" >> "$HEARTH_SERVER_DIR/runs.log"\necho "$greeting from $facts"\nprintf \'%s\' "$greeting from $facts" > "$heat_outputs_path.page"\n';

async function script(page: Page, name: string, inputs: string[], output: string, config: string): Promise<void> {
  await addType(page, 'SoftwareConfig', name);
  await addProperty(page, 'group');
  await setText(page, 'group', 'script');
  for (const [property, names] of [['inputs', inputs], ['outputs', [output]]] as const) {
    if (names.length === 0) continue;
    await addProperty(page, property);
    for (const [index, item] of names.entries()) {
      await inspector(page).getByRole('button', { name: `Add to ${property}` }).click();
      const field = inspector(page).locator(`[data-property$=".${property}.${index}.name"]`).getByRole('textbox');
      await field.fill(item);
      await field.press('Enter');
    }
  }
  await addProperty(page, 'config');
  await setText(page, 'config', config);
}

test('a stack drawn from nothing, with mouse and keys, is the expected text; it deploys', async ({ page }) => {
  test.setTimeout(300_000);
  await draw(page);
  await page.getByRole('button', { name: 'Parameter', exact: true }).click();
  const title = inspector(page).getByLabel('Name', { exact: true });
  await title.fill('greeting');
  await title.press('Enter');
  await setText(page, 'Default', 'Hello');
  await script(page, 'prepare', [], 'facts', PREPARE);
  await script(page, 'announce', ['greeting', 'facts'], 'page', ANNOUNCE);
  for (const name of ['alpha', 'beta', 'gamma']) {
    await addType(page, 'Nova::Server', name);
    await setText(page, 'flavor', 'm1.small');
    await addProperty(page, 'image');
    await setText(page, 'image', 'debian-13');
  }

  // A comment of a person, in the text, before everything else that is drawn.
  const editor = page.getByRole('region', { name: 'Template text' }).locator('.cm-content');
  await editor.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await page.keyboard.type('\n# drawn by hand');

  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: 'Canvas' }).focus();
  await page.keyboard.press('0');
  await drag(page, 'prepare', 'alpha');
  await expect(node(page, 'prepare_on_alpha')).toBeVisible();
  await drag(page, 'announce', 'alpha');
  await expect(node(page, 'announce_on_alpha')).toBeVisible();
  for (const name of ['beta', 'gamma']) {
    await connectByKeys(page, 'prepare', name);
    await expect(node(page, `prepare_on_${name}`)).toBeVisible();
    await connectByKeys(page, 'announce', name);
    await expect(node(page, `announce_on_${name}`)).toBeVisible();
  }
  for (const name of ['alpha', 'beta', 'gamma']) {
    await connectByKeys(page, `prepare_on_${name}`, `announce_on_${name}`, 'facts');
    await node(page, `announce_on_${name}`).click();
    await inspector(page).getByRole('button', { name: /^How greeting is given/ }).click();
    await page.getByRole('menuitem', { name: /^Parameter/ }).click();
    await expect(page.getByRole('region', { name: 'Template text' }).locator('.cm-content')).toContainText('get_param');
  }
  await page.getByRole('button', { name: 'Output', exact: true }).click();
  await title.fill('page');
  await title.press('Enter');
  await inspector(page).getByRole('button', { name: /^How value is given/ }).click();
  await page.getByRole('menuitem', { name: /^Attribute/ }).click();
  await inspector(page).getByLabel('value: resource').click();
  await page.getByRole('option', { name: 'announce_on_alpha', exact: true }).click();
  await inspector(page).getByLabel('value: attribute').click();
  await page.getByRole('option', { name: 'page', exact: true }).click();

  await expect.poll(() => text(page)).toBe(await readFile(EXPECTED, 'utf8'));
  // The plan is a drawing too; the one it lies over stays what it is.
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Preview the plan' }).click();
  await expect(page.getByRole('dialog').getByTestId('stack-graph').locator('[data-resource]').first()).toBeVisible();
  await page.keyboard.press('Escape');
  for (const name of ['alpha', 'announce_on_gamma']) await expect(node(page, name)).toBeVisible();
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await deploySheet(page, 'drawn', { greeting: 'Hi' });
  await expectStackState(page, 'Created', 60_000);
});

test('undo takes back canvas, form and text in one history, byte for byte', async ({ page }) => {
  await draw(page);
  const before = await text(page);
  await addType(page, 'RandomString', 'secret');
  await addProperty(page, 'length');
  await setText(page, 'length', '12');
  const after = await text(page);
  expect(after).toContain('length: 12');
  await page.getByRole('region', { name: 'Canvas' }).focus();
  for (let step = 0; step < 10 && (await text(page)) !== before; step += 1) await page.keyboard.press('Control+z');
  expect(await text(page)).toBe(before);
  for (let step = 0; step < 10 && (await text(page)) !== after; step += 1) await page.keyboard.press('Control+Shift+z');
  expect(await text(page)).toBe(after);

  // The same by name, in one go.
  await page.getByRole('tab', { name: /^History/ }).click();
  const steps = page.getByRole('listbox', { name: 'History' });
  await expect(steps.getByRole('option', { selected: true })).toContainText('length');
  await steps.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(steps.getByRole('option', { selected: true })).toHaveText('As it was opened');
  expect(await text(page)).toBe(before);
  await steps.getByRole('option', { name: /^Rename random_string/ }).click();
  await expect(steps.getByRole('option', { name: /^Set length.*undone/ })).toBeVisible();
  await steps.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect.poll(() => text(page)).toBe(after);

  // What is taken back before it was saved leaves nothing to save.
  await page.getByRole('region', { name: 'Canvas' }).focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Saving…')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  expect(await text(page)).toBe(after);
});

test('while the text cannot be read, the last graph stays and says so', async ({ page }) => {
  await draw(page);
  await addType(page, 'RandomString', 'secret');
  const editor = page.getByRole('region', { name: 'Template text' }).locator('.cm-content');
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('  broken: a: b: c');
  await expect(page.getByText(/last valid version/)).toBeVisible();
  await expect(node(page, 'secret')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Deploy', exact: true })).toBeDisabled();
});

test('a line goes where it is put: another meaning, a field of the form, another end; what needs a value is asked about', async ({ page }) => {
  await openDraft(page, 'lines', `heat_template_version: 2021-04-16
resources:
  net:
    type: OS::Neutron::Net
  other:
    type: OS::Neutron::Net
  port:
    type: OS::Neutron::Port
    properties: {network: {get_resource: other}}
`);
  await connectByKeys(page, 'net', 'port');
  const chooser = page.getByRole('dialog', { name: 'Connect', exact: true });
  await expect(chooser.getByRole('option', { name: /^network / })).toContainText('replaces');
  for (const name of [/^Only order \(depends_on\)/, /^Pass as metadata/, /^New output of net/, /^Custom path/]) await expect(chooser.getByRole('option', { name })).toHaveCount(1);
  await page.keyboard.type('new output');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New output' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => text(page)).toMatch(/outputs:\n {2}net:\n {4}value: \{ ?get_resource: net ?\}/);

  // While it is drawn it says what it would write, and why it cannot be.
  await node(page, 'port').hover();
  await node(page, 'port').locator('.react-flow__handle.source').hover();
  await page.mouse.down();
  const circle = await node(page, 'other').boundingBox();
  await page.mouse.move((circle?.x ?? 0) + 60, (circle?.y ?? 0) + 20, { steps: 12 });
  await expect(page.getByText('A circle: other → port → other')).toBeVisible();
  await expect(node(page, 'other')).toHaveAttribute('data-drawn-line', 'refused');
  const free = await node(page, 'net').boundingBox();
  await page.mouse.move((free?.x ?? 0) + 60, (free?.y ?? 0) + 20, { steps: 6 });
  await expect(node(page, 'net')).toHaveAttribute('data-drawn-line', 'taken');
  await expect(node(page, 'other')).not.toHaveAttribute('data-drawn-line');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await page.keyboard.press('Escape');

  // To a field of the form that is open.
  await node(page, 'port').click();
  const field = inspector(page).locator('[data-property$=".properties.network"]');
  await expect(field).toBeVisible();
  await node(page, 'net').hover();
  await node(page, 'net').locator('.react-flow__handle.source').hover();
  await page.mouse.down();
  const place = await field.boundingBox();
  await page.mouse.move((place?.x ?? 0) + 40, (place?.y ?? 0) + 12, { steps: 12 });
  await page.mouse.up();
  await expect.poll(() => text(page)).toMatch(/network: \{ ?get_resource: net ?\}/);

  // One of its lines, by keys: it begins elsewhere, and is deleted.
  await node(page, 'port').focus();
  await page.keyboard.press('Alt+]');
  await page.keyboard.type('from net');
  await page.keyboard.press('Enter');
  await expect(page.locator('.react-flow__edge.selected')).toHaveCount(1);
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog', { name: 'Move the line' })).toBeVisible();
  await page.keyboard.type('begin at other');
  await page.keyboard.press('Enter');
  await expect.poll(() => text(page)).toMatch(/network: \{ ?get_resource: other ?\}/);
  await node(page, 'port').focus();
  await page.keyboard.press('Alt+]');
  await page.keyboard.type('from other');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog', { name: 'Remove the line' })).toContainText('port needs network');
  await page.keyboard.type('public');
  await page.keyboard.press('Enter');
  await expect.poll(() => text(page)).toContain('network: public');
});
