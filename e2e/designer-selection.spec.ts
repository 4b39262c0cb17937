/** Many nodes at once, the outline, and journeys without a pointer. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { documentText, expectSaved, openDraft } from './drafts';

const TEXT = `heat_template_version: 2021-04-16

resources:
  # Where they talk.
  net:
    type: OS::Neutron::Net

  port:
    type: OS::Neutron::Port
    properties: {network: {get_resource: net}}

  server:
    type: OS::Nova::Server
    properties:
      flavor: m1.small
      image: debian-13
`;

const node = (page: Page, name: string): Locator => page.locator(`[data-node="resource:${name}"]`);
const canvas = (page: Page): Locator => page.getByRole('region', { name: 'Canvas' });
const chosen = (page: Page): Locator => page.locator('[data-node][data-selected]');

test('a box selects what it touches; it is moved, copied and removed together, and undo brings every byte back', async ({ page }) => {
  await openDraft(page, 'selection', TEXT);
  await canvas(page).focus();
  await page.keyboard.press('1');
  await page.keyboard.press('0');
  await page.waitForTimeout(400);
  const boxes = await Promise.all(['net', 'port'].map((name) => node(page, name).boundingBox()));
  const [left, top] = [Math.min(...boxes.map((box) => box?.x ?? 0)) - 20, Math.min(...boxes.map((box) => box?.y ?? 0)) - 20];
  // As far down as the second begins: what it touches is enough.
  const [right, bottom] = [Math.max(...boxes.map((box) => (box?.x ?? 0) + (box?.width ?? 0))) - 8, Math.max(...boxes.map((box) => box?.y ?? 0)) + 12];
  await page.mouse.move(left, top);
  await page.mouse.down();
  await page.mouse.move(right, bottom, { steps: 8 });
  await page.mouse.up();
  await expect(chosen(page)).toHaveCount(2);

  const before = await node(page, 'net').boundingBox();
  await canvas(page).focus();
  await page.keyboard.press('Control+Shift+ArrowDown');
  await expect.poll(async () => (await node(page, 'net').boundingBox())?.y).toBeGreaterThan(before?.y ?? 0);

  await page.keyboard.press('Control+d');
  await expect(node(page, 'net_2')).toBeVisible();
  await expect(chosen(page)).toHaveCount(2);
  await page.keyboard.press('2');
  await expect.poll(() => documentText(page)).toContain('  # Where they talk.\n  net_2:\n    type: OS::Neutron::Net\n\n  port_2:\n    type: OS::Neutron::Port\n    properties: {network: {get_resource: net_2}}\n');

  await canvas(page).focus();
  await page.keyboard.press('Delete');
  await expect(node(page, 'net_2')).toHaveCount(0);
  await expect.poll(() => documentText(page)).toBe(TEXT);
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Control+z');
  expect(await documentText(page)).toBe(TEXT);
});

test('a frame stands for its members when it is collapsed, and is remembered', async ({ page }) => {
  await openDraft(page, 'frames', TEXT);
  await node(page, 'net').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('g');
  const frame = page.getByRole('group', { name: /^Frame Frame, 3 resources/ });
  await expect(frame).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByRole('group', { name: 'Frame Frame, 3 resources, collapsed' })).toBeVisible();
  await expect(node(page, 'server')).toHaveCount(0);
  expect(await documentText(page)).toBe(TEXT);
  await expectSaved(page);
  await page.reload();
  await expect(page.getByRole('group', { name: 'Frame Frame, 3 resources, collapsed' })).toBeVisible();
  await page.getByRole('button', { name: 'Open the frame Frame' }).click();
  await expect(node(page, 'server')).toBeVisible();
});

test('without a pointer: add, connect, rename, frame and remove, in the outline', async ({ page }) => {
  await openDraft(page, 'outline', TEXT);
  await canvas(page).focus();
  await page.keyboard.press('o');
  const tree = page.getByRole('tree', { name: 'Template' });
  await expect(tree).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await tree.getByRole('treeitem', { name: /^port/ }).focus();
  await page.keyboard.press('e');
  await page.keyboard.type('server');
  await page.keyboard.press('Enter');
  const property = page.getByRole('dialog', { name: 'Connect', exact: true });
  await expect(property.or(page.getByText('networks.port: {get_resource: port}')).first()).toBeVisible();
  if (await property.isVisible()) await page.keyboard.press('Enter');
  await expect.poll(() => documentText(page)).toContain('networks:\n        - port: {get_resource: port}');

  await tree.getByRole('treeitem', { name: /^net,/ }).focus();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('lan');
  await page.keyboard.press('Enter');
  await expect.poll(() => documentText(page)).toContain('properties: {network: {get_resource: lan}}');

  await expect(tree.getByRole('treeitem', { name: /^lan,/ })).toBeFocused();
  await page.keyboard.press('a');
  await page.keyboard.type('RandomString');
  await page.keyboard.press('Enter');
  await expect(tree.getByRole('treeitem', { name: /^random_string,/ })).toBeVisible();
  await tree.getByRole('treeitem', { name: /^random_string,/ }).focus();
  await page.keyboard.press('Delete');
  await expect(tree.getByRole('treeitem', { name: /^random_string,/ })).toHaveCount(0);

  await tree.getByRole('treeitem', { name: /^Resources/ }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem', { name: /^Resources/ })).toHaveAttribute('aria-expanded', 'false');
});

test('the same actions are in the menu of a node and in the command palette', async ({ page }) => {
  await openDraft(page, 'actions', TEXT);
  await node(page, 'server').click({ button: 'right' });
  const actions = page.getByRole('dialog', { name: 'Actions' });
  await expect(actions.getByRole('option', { name: /^Rename/ })).toHaveText(/^Rename\s*F2$/);
  await page.keyboard.type('duplicate');
  await page.keyboard.press('Enter');
  await expect(node(page, 'server_2')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('select what it needs');
  await expect(page.getByRole('option', { name: /Select what it needs/ })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('a nested template among the files has a form; a file that is missing can be made', async ({ page }) => {
  await openDraft(page, 'nested', 'heat_template_version: 2021-04-16\nresources:\n  box:\n    type: box.yaml\n  script:\n    type: OS::Heat::SoftwareConfig\n    properties:\n      config: {get_file: run.sh}\n', {
    files: { 'box.yaml': 'heat_template_version: 2021-04-16\nparameters:\n  colour: {type: string}\nresources: {}\n' },
  });
  await page.getByRole('tab', { name: /^Files/ }).click();
  await page.getByRole('button', { name: 'Create run.sh' }).click();
  await page.getByLabel('Text of run.sh').fill('#!/bin/sh\necho made\n');
  await expectSaved(page);
  await node(page, 'box').click();
  await expect(page.getByRole('region', { name: 'Inspector' }).getByLabel('colour', { exact: true })).toBeVisible();
  await expect.poll(() => new URL(page.url()).searchParams.get('selected')).toBe('resource:box');
  await page.reload();
  // The address remembers what was selected; without a selection there is the whole draft.
  await expect(node(page, 'box')).toHaveAttribute('data-selected', 'true');
  await canvas(page).focus();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Files/ }).click();
  await page.getByRole('button', { name: 'run.sh', exact: true }).click();
  await expect(page.getByLabel('Text of run.sh')).toHaveValue('#!/bin/sh\necho made\n');
});

test('two tabs that change one draft: nothing is overwritten, and nobody loses work', async ({ page, context }) => {
  await openDraft(page, 'conflict', TEXT);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(node(other, 'net')).toBeVisible({ timeout: 45_000 });
  const type = async (tab: Page, words: string) => {
    await tab.getByRole('region', { name: 'Template text' }).locator('.cm-content').click();
    await tab.keyboard.press('Control+End');
    await tab.keyboard.type(words);
  };
  await type(page, '# first');
  await expectSaved(page);
  await type(other, '# second');
  const dialog = other.getByRole('dialog', { name: 'Somebody else changed this draft' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep mine as a new draft' }).click();
  await expect(other.getByLabel('Draft name')).toHaveValue('conflict (mine)');
  await expect.poll(() => documentText(other)).toBe(`${TEXT}# second`);
  await page.reload();
  await expect(node(page, 'net')).toBeVisible({ timeout: 45_000 });
  await expect.poll(() => documentText(page)).toBe(`${TEXT}# first`);
  await other.close();
});

test('two people who change different parts: both are kept at once; the same part: both sides are shown and one is chosen', async ({ page, context }) => {
  await openDraft(page, 'merge', TEXT);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(node(other, 'net')).toBeVisible({ timeout: 45_000 });
  const put = async (tab: Page, find: string, words: string) => {
    await tab.getByRole('region', { name: 'Template text' }).locator('.cm-line', { hasText: find }).click();
    await tab.keyboard.press('End');
    await tab.keyboard.type(words);
  };
  await put(page, 'flavor: m1', '.large');
  await expectSaved(page);
  await put(other, 'type: OS::Neutron::Net', '  # quiet');
  await expect.poll(() => documentText(other)).toContain('flavor: m1.small.large');
  expect(await documentText(other)).toContain('type: OS::Neutron::Net  # quiet');
  await expectSaved(other);

  await put(page, 'image: debian', '-mine');
  const dialog = page.getByRole('dialog', { name: 'Somebody else changed this draft' });
  await put(other, 'image: debian', '-other');
  await expect.poll(async () => (await dialog.count()) + (await other.getByRole('dialog', { name: 'Somebody else changed this draft' }).count())).toBe(1);
  const tab = (await dialog.count()) > 0 ? page : other;
  const shown = tab.getByRole('dialog', { name: 'Somebody else changed this draft' });
  await expect(shown.getByText('resources.server', { exact: true })).toBeVisible();
  await shown.getByRole('radio', { name: /Theirs/ }).check();
  await shown.getByRole('button', { name: 'Merge' }).click();
  await expect(shown).toHaveCount(0);
  const theirs = tab === page ? '-other' : '-mine';
  await expect.poll(() => documentText(tab)).toContain(`image: debian-13${theirs}\n`);
  await expectSaved(tab);
  await other.close();
});

test('another type, a group, a nested template: each is one step, and undo brings every byte back, files too', async ({ page }) => {
  await openDraft(page, 'reshape', TEXT);
  const act = async (name: string, words: string) => {
    await node(page, name).click({ button: 'right' });
    await expect(page.getByRole('dialog', { name: 'Actions' })).toBeVisible();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  };
  await act('server', 'wrap in a group');
  await expect.poll(() => documentText(page)).toContain('type: OS::Heat::ResourceGroup');
  await page.keyboard.press('Control+z');
  await expect.poll(() => documentText(page)).toBe(TEXT);

  await act('server', 'change its type');
  await expect(page.getByRole('dialog', { name: 'Change the type' })).toBeVisible();
  await page.keyboard.type('RandomString');
  await page.keyboard.press('Enter');
  await expect.poll(() => documentText(page)).toContain('type: OS::Heat::RandomString');
  expect(await documentText(page)).not.toContain('flavor');
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => documentText(page)).toBe(TEXT);

  await act('port', 'move to a nested template');
  await expect.poll(() => documentText(page)).toContain('type: port.yaml');
  await canvas(page).focus();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Files/ }).click();
  await page.getByRole('button', { name: 'port.yaml', exact: true }).click();
  await expect(page.getByLabel('Text of port.yaml')).toHaveValue(/network: \{get_param: net\}/);
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => documentText(page)).toBe(TEXT);
  await expect(page.getByRole('button', { name: 'port.yaml', exact: true })).toHaveCount(0);
});

test('from a reference to the name and back, and the address shows the selection to others', async ({ page }) => {
  await openDraft(page, 'go-to', TEXT);
  await page.getByRole('region', { name: 'Template text' }).locator('.cm-line', { hasText: 'get_resource: net' }).click();
  await page.keyboard.press('End');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('F12');
  await expect(node(page, 'net')).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('Shift+F12');
  await expect(page.getByText('net: 1 of 1 references')).toBeVisible();
  await node(page, 'server').click();
  await expect.poll(() => new URL(page.url()).searchParams.get('selected')).toBe('resource:server');
  // And where one looks.
  const zoom = () => page.locator('.react-flow__viewport').evaluate((element) => Math.round(new DOMMatrix(getComputedStyle(element).transform).a * 100));
  await canvas(page).focus();
  await page.keyboard.press('+');
  await expect.poll(() => new URL(page.url()).searchParams.get('view')).not.toBeNull();
  const near = await zoom();
  await page.reload();
  await expect(node(page, 'server')).toHaveAttribute('data-selected', 'true');
  await expect.poll(zoom).toBe(near);
  await canvas(page).focus();
  await page.keyboard.press('+');
  await expect.poll(zoom).toBeGreaterThan(near);
  // And what is shown of it: a link shows the same picture, also to somebody who looks at drawings differently.
  await page.getByRole('button', { name: 'Lines', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: /^Order only/ }).click();
  await page.keyboard.press('Escape');
  await canvas(page).focus();
  await page.keyboard.press('Shift+P');
  await node(page, 'server').focus();
  await page.keyboard.press('f');
  await expect.poll(() => new URL(page.url()).search).toMatch(/lines=order-none&docks=off&focus=1%7E1%7Eresource%3Aserver$/);
  await page.evaluate(() => localStorage.removeItem('hearth.designer.view'));
  await page.reload();
  await expect(page.getByRole('group', { name: 'Focus' })).toContainText('server');
  await expect(page.getByRole('button', { name: 'Lines, 1 kind hidden' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Parameters and outputs' })).toHaveAttribute('aria-pressed', 'false');
});

test('a nested template opens in the place of its card, stays open, and closes again', async ({ page }) => {
  await openDraft(page, 'inside', 'heat_template_version: 2021-04-16\nresources:\n  box:\n    type: box.yaml\n  after:\n    type: OS::Heat::Value\n    depends_on: box\n', {
    files: { 'box.yaml': 'heat_template_version: 2021-04-16\nresources:\n  first: {type: OS::Heat::Value}\n  second: {type: OS::Heat::Value, properties: {value: {get_resource: first}}}\n' },
  });
  await page.getByRole('button', { name: 'Open box in place' }).click();
  const inside = page.getByRole('list', { name: 'Inside box' });
  await expect(inside.getByText('second')).toBeVisible();
  await expectSaved(page);
  await page.reload();
  await expect(inside.getByText('second')).toBeVisible();
  await node(page, 'box').click({ position: { x: 120, y: 12 } });
  await page.keyboard.press('c');
  await expect(inside).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(inside.getByText('second')).toBeVisible();
});

test('what is inside of an open card is changed there: its form, another name, a line, removal; one history for all', async ({ page }) => {
  const box = 'heat_template_version: 2021-04-16\nresources:\n  # kept\n  first: {type: OS::Heat::RandomString}\n  second: {type: OS::Heat::Value, properties: {value: nothing}}\n';
  await openDraft(page, 'inside-edit', 'heat_template_version: 2021-04-16\nresources:\n  box:\n    type: box.yaml\n  other:\n    type: box.yaml\n', { files: { 'box.yaml': box } });
  await page.getByRole('button', { name: 'Open box in place' }).click();
  const inside = page.getByRole('list', { name: 'Inside box' });
  const inner = (name: string) => inside.getByRole('button', { name: `${name} of box` });
  await inner('first').click();
  const form = page.getByRole('complementary', { name: 'Form' });
  await expect(form.getByText('which 1 other card has too')).toBeVisible();
  const name = form.getByLabel('Name', { exact: true });
  await expect(name).toHaveValue('first');
  await inner('first').press('F2');
  await expect(name).toBeFocused();
  await name.fill('secret');
  await name.press('Enter');
  await inner('secret').press('e');
  await expect(page.getByRole('dialog', { name: 'Connect to' })).toBeVisible();
  await page.keyboard.type('second');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Connect', exact: true })).toBeVisible();
  await page.keyboard.type('value');
  await page.keyboard.press('Enter');
  await expect(inner('secret')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(inside.getByRole('button')).toHaveCount(1);
  await page.getByRole('tab', { name: /^History/ }).click();
  const steps = page.getByRole('listbox', { name: 'History' });
  await expect(steps.getByRole('option', { name: /^Rename first to secret, in box.yaml/ })).toBeVisible();
  await steps.getByRole('option', { name: /^Connect: .*, in box.yaml/ }).click();
  await expect(inner('secret')).toBeVisible();
  await steps.getByRole('option', { name: /^Open box/ }).click();
  await expect(inner('first')).toBeVisible();
  await canvas(page).focus();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Files/ }).click();
  await page.getByRole('button', { name: 'box.yaml', exact: true }).click();
  await expect(page.getByLabel('Text of box.yaml')).toHaveValue(box);
});

test('an open card in an open card: a new resource goes where it is dropped, and beside what is chosen; its file is changed, and one history has it all', async ({ page }) => {
  const mid = 'heat_template_version: 2021-04-16\nresources:\n  deep: {type: OS::Heat::RandomString}\n';
  await openDraft(page, 'inside-inside', 'heat_template_version: 2021-04-16\nresources:\n  box:\n    type: box.yaml\n', {
    files: { 'box.yaml': 'heat_template_version: 2021-04-16\nresources:\n  mid: {type: mid.yaml}\n', 'mid.yaml': mid },
  });
  await page.getByRole('button', { name: 'Open box in place' }).click();
  await page.getByRole('button', { name: 'Open mid in place' }).click();
  const inside = page.getByRole('list', { name: 'Inside mid' });
  const inner = (name: string) => inside.getByRole('button', { name: `${name} of mid` });
  await expect(inner('deep')).toBeVisible();
  // With the whole window for the canvas, no tool stands where it is dropped.
  await canvas(page).focus();
  await page.keyboard.press('1');
  await page.keyboard.press('0');
  await page.getByLabel('Search types').fill('Heat::Value');
  await expect(page.locator('[data-type]')).toHaveCount(1);
  const type = await page.locator('[data-type="OS::Heat::Value"]').boundingBox();
  const card = await page.locator('[data-inside="mid"]').boundingBox();
  if (type === null || card === null) throw new Error('not drawn');
  await page.mouse.move(type.x + 30, type.y + 10);
  await page.mouse.down();
  await page.mouse.move(card.x + 10, card.y + card.height - 10, { steps: 4 });
  await page.mouse.move(card.x + card.width - 8, card.y + card.height - 6, { steps: 4 });
  await page.mouse.up();
  await expect(inner('value')).toBeFocused();
  const form = page.getByRole('complementary', { name: 'Form' });
  await expect(form.getByText('In box / mid:')).toBeVisible();
  await inner('deep').focus();
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog', { name: 'Add a resource to mid' })).toBeVisible();
  await page.keyboard.type('RandomString');
  await page.keyboard.press('Enter');
  await expect(inner('random_string')).toBeFocused();
  await page.getByRole('tab', { name: /^Files/ }).click();
  await page.getByRole('button', { name: 'mid.yaml', exact: true }).click();
  await expect(page.getByLabel('Text of mid.yaml')).toHaveValue(`${mid}  value:\n    type: OS::Heat::Value\n  random_string:\n    type: OS::Heat::RandomString\n`);
  await expect(node(page, 'value')).toHaveCount(0);
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Text of mid.yaml')).toHaveValue(mid);
  await expect(inner('deep')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(inside).toHaveCount(0);
});

test('what is referred to and is not there is a ghost that can be made, exchanged or forgotten', async ({ page }) => {
  const text = 'heat_template_version: 2021-04-16\nresources:\n  lan:\n    type: OS::Neutron::Net\n  port:\n    type: OS::Neutron::Port\n    properties:\n      name: {get_param: label}\n      network: {get_resource: net}\n';
  await openDraft(page, 'ghosts', text);
  await expect(page.getByRole('group', { name: 'net, a resource that is not there' })).toBeVisible();
  await page.getByRole('button', { name: 'Create label' }).click();
  await expect.poll(() => documentText(page)).toContain('parameters:\n  label:\n    type: string');
  await page.getByRole('button', { name: 'Use another resource for net' }).click();
  await page.keyboard.type('lan');
  await page.keyboard.press('Enter');
  await expect.poll(() => documentText(page)).toContain('network: {get_resource: lan}');
  await expect(page.getByRole('group', { name: /that is not there/ })).toHaveCount(0);
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => documentText(page)).toBe(text);
  await page.getByRole('button', { name: 'Remove the references to net' }).click();
  await expect.poll(() => documentText(page)).not.toContain('get_resource');
});

test('a press in the text before its editor is there is one in the editor', async ({ page }) => {
  await openDraft(page, 'early', TEXT);
  await page.locator('.cm-content').waitFor();
  // The editor is made in an idle moment: now there is none.
  await page.addInitScript(() => { window.requestIdleCallback = () => 0; });
  await page.reload();
  const early = page.getByRole('region', { name: 'Template text' }).locator('[data-first-text]');
  await expect(early).toHaveAttribute('tabindex', '0');
  await expect(page.locator('.cm-content')).toHaveCount(0);
  const words = early.getByText('OS::Nova::Server');
  const place = await words.boundingBox();
  await words.click({ position: { x: (place?.width ?? 0) - 1, y: (place?.height ?? 0) / 2 } });
  await expect(page.locator('.cm-content')).toBeFocused();
  await page.keyboard.type('s');
  await expect.poll(() => documentText(page)).toBe(TEXT.replace('OS::Nova::Server', 'OS::Nova::Servers'));
  await page.keyboard.press('Control+z');
  // Its lines are where they were before.
  expect((await page.locator('.cm-line', { hasText: 'OS::Nova::Server' }).locator('span', { hasText: 'OS::Nova::Server' }).boundingBox())?.x).toBeCloseTo(place?.x ?? 0, 0);
});
