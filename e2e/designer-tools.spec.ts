/** What is on the canvas beside cards and lines, how it is looked at, and versions of a draft. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { documentText, expectSaved, openDraft } from './drafts';

const TEXT = `heat_template_version: 2021-04-16
parameters:
  big: {type: boolean, default: false}
conditions:
  is_big: {equals: [{get_param: big}, true]}
resources:
  part:
    type: part.yaml
  net:
    type: OS::Neutron::Net
  port:
    type: OS::Neutron::Port
    properties: {network: {get_resource: net}}
  web:
    type: OS::Nova::Server
    properties: {flavor: m1.small, image: debian, networks: [{port: {get_resource: port}}]}
  extra:
    type: OS::Nova::Server
    condition: is_big
    properties: {flavor: m1.large, image: debian}
`;
const PART = 'heat_template_version: 2021-04-16\nresources:\n  inner:\n    type: OS::Heat::RandomString\n';

const CFN = `# A server
AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Flavor: {Type: String, Default: m1.small}
Resources:
  Web:
    Type: OS::Nova::Server
    CreationPolicy: {}
    Properties: {image: debian, flavor: {Ref: Flavor}}
`;

const node = (page: Page, name: string): Locator => page.locator(`[data-node="resource:${name}"]`);
const canvas = (page: Page): Locator => page.getByRole('region', { name: 'Canvas' });
const isDimmed = async (page: Page, name: string): Promise<boolean> => page.locator('.react-flow__node', { has: node(page, name) }).evaluate((element) => Number(getComputedStyle(element).opacity) < 0.5);

test('notes, breakpoints, focus and find: none of them touches the template, and a note is remembered', async ({ page }) => {
  test.slow();
  await openDraft(page, 'tools', TEXT, { files: { 'part.yaml': PART } });
  await expect(node(page, 'extra').getByText('off', { exact: true })).toBeVisible();
  await canvas(page).focus();
  await page.keyboard.press('n');
  await page.getByLabel('Text of the note, in Markdown').fill('**Why** it is so');
  await page.keyboard.press('Control+Enter');
  const note = page.getByRole('group', { name: /^Note: / });
  await expect(note.locator('strong')).toHaveText('Why');

  await node(page, 'web').click();
  await page.keyboard.press('b');
  await expect(page.getByRole('treeitem', { name: /^web, Nova server.*breakpoint/ })).toBeVisible();

  await page.keyboard.press('f');
  await expect(page.getByRole('group', { name: 'Focus' })).toContainText('web');
  expect(await Promise.all(['web', 'port', 'net'].map((name) => isDimmed(page, name)))).toEqual([false, false, true]);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => isDimmed(page, 'net')).toBe(false);
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find on the canvas' }).fill('nova server');
  await expect.poll(() => isDimmed(page, 'net')).toBe(true);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-node][data-selected]')).toHaveCount(1);
  await page.keyboard.press('Escape');

  expect(await documentText(page)).toBe(TEXT);
  await expectSaved(page);
  await page.reload();
  await expect(page.getByRole('group', { name: /^Note: / })).toBeVisible({ timeout: 45_000 });
});

test('a nested template is entered, changed and left; what was changed is in the files of the draft', async ({ page }) => {
  await openDraft(page, 'levels', TEXT, { files: { 'part.yaml': PART } });
  await node(page, 'part').click();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(node(page, 'inner')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Nested templates' })).toContainText('part.yaml');
  await node(page, 'inner').click();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('secret');
  await page.keyboard.press('Enter');
  await expect.poll(() => documentText(page)).toContain('  secret:\n');
  await canvas(page).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(node(page, 'part')).toBeVisible();
  expect(await documentText(page)).toBe(TEXT);
  await canvas(page).focus();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Files/ }).click();
  await page.getByRole('button', { name: 'part.yaml', exact: true }).click();
  await expect(page.getByLabel('Text of part.yaml')).toHaveValue(PART.replace('inner', 'secret'));
});

test('several resources have one form; a version is saved, compared and restored', async ({ page }) => {
  await openDraft(page, 'versions', TEXT, { files: { 'part.yaml': PART } });
  await page.keyboard.press('Control+s');
  const versions = page.getByRole('dialog', { name: 'Versions' });
  await versions.getByLabel('What is new').fill('before');
  await versions.getByRole('button', { name: 'Save version' }).click();
  await expect(versions.getByText('before', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  await node(page, 'web').click();
  await node(page, 'extra').click({ modifiers: ['Shift'] });
  const form = page.getByRole('region', { name: 'Inspector' });
  await expect(form.getByRole('heading', { name: '2 resources' })).toBeVisible();
  await expect(form.getByText('mixed', { exact: true }).first()).toBeVisible();
  await form.getByLabel('flavor', { exact: true }).fill('m1.tiny');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await documentText(page)).match(/m1\.tiny/g)?.length).toBe(2);

  await page.keyboard.press('Control+s');
  await versions.getByRole('button', { name: 'Compare version 1 with now' }).click();
  await expect(versions.getByText('properties.flavor')).toHaveCount(2);
  await versions.getByRole('button', { name: 'Go back to version 1' }).click();
  await expect.poll(() => documentText(page)).toBe(TEXT);
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await documentText(page)).match(/m1\.tiny/g)?.length).toBe(2);
});

test('the legend shows kinds of lines, the implied order among them; the drawing is taken along as PNG and SVG; an overview shows all of a large one', async ({ page }) => {
  const subnet = '  subnet:\n    type: OS::Neutron::Subnet\n    properties: {network: {get_resource: net}, cidr: 10.0.0.0/24}\n';
  const many = Array.from({ length: 14 }, (_, index) => `  value_${index}:\n    type: OS::Heat::Value\n`).join('');
  await openDraft(page, 'legend', `${TEXT}${subnet}${many}`, { files: { 'part.yaml': PART } });
  const lines = page.locator('.react-flow__edge');
  const implied = page.locator('[data-id="implied|resource:subnet|resource:port"]');
  await expect(implied).toHaveCount(0);
  await page.getByRole('button', { name: /^Lines/ }).click();
  const legend = page.getByRole('menuitemcheckbox', { name: /^Implied order/ });
  await expect(legend).toContainText('near');
  await legend.click();
  await expect(implied).toHaveCount(1);
  const before = await lines.count();
  await page.getByRole('menuitemcheckbox', { name: /^Values/ }).click();
  await expect.poll(() => lines.count()).toBeLessThan(before);
  await page.getByRole('menuitemcheckbox', { name: /^Values/ }).click();
  await page.keyboard.press('Escape');

  // All is in view at first.
  await expect(page.getByRole('img', { name: 'Overview of the drawing' })).toHaveCount(0);
  for (let step = 0; step < 4; step += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page.getByRole('img', { name: 'Overview of the drawing' })).toBeVisible();
  const place = () => page.locator('.react-flow__viewport').evaluate((element) => element.style.transform);
  const was = await place();
  await page.getByRole('img', { name: 'Overview of the drawing' }).click({ position: { x: 12, y: 12 } });
  await expect.poll(place).not.toBe(was);

  const taken = async (label: string): Promise<Buffer> => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: label }).click()]);
    return readFileSync(await file.path());
  };
  expect((await taken('PNG, dark')).subarray(1, 4).toString()).toBe('PNG');
  const svg = (await taken('SVG, light')).toString();
  expect([svg.startsWith('<svg'), svg.includes('>subnet</text>'), svg.includes('<title>network</title>')]).toEqual([true, true, true]);

  // The text takes room from the drawing, by the splitter's keys and by pulling it, and has it again another time.
  const splitter = page.getByRole('separator', { name: 'Resize text' });
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const height = async (): Promise<number> => (await canvas.boundingBox())?.height ?? 0;
  const first = await height();
  await splitter.press('ArrowUp');
  await expect.poll(height).toBeLessThan(first);
  const box = await splitter.boundingBox();
  if (box === null) throw new Error('The splitter has no place.');
  await page.mouse.move(box.x + 100, box.y);
  await page.mouse.down();
  await page.mouse.move(box.x + 100, box.y - 80, { steps: 3 });
  await page.mouse.up();
  await expect.poll(height).toBeLessThan(first - 80);
  const chosen = await height();
  await page.reload();
  await expect.poll(async () => Math.abs((await height()) - chosen)).toBeLessThan(3);
});

test('a CloudFormation template is seen, shown beside what it is in HOT, and converted', async ({ page }) => {
  await page.goto('/p/default/designer');
  await page.getByRole('button', { name: /New/ }).first().click();
  await page.waitForURL(/designer\/[0-9a-f-]{36}/);
  await page.getByRole('button', { name: /^Bring a template/ }).click();
  const bring = page.getByRole('dialog', { name: 'Bring a template' });
  await bring.getByLabel(/Paste a template/).fill(CFN);
  await bring.getByRole('button', { name: 'Open in designer' }).click();
  const dialog = page.getByRole('dialog', { name: 'A CloudFormation template' });
  await expect(dialog.getByRole('list', { name: 'What to know' })).toContainText('CreationPolicy');
  await expect(dialog.getByRole('table', { name: 'Before and after' }).getByRole('row', { name: /Type: OS::Nova::Server.*type: OS::Nova::Server/s })).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Use it as it is' }).click();
  await expect.poll(() => documentText(page)).toBe(CFN);
  await canvas(page).focus();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Convert to HOT…' }).click();
  await dialog.getByRole('button', { name: 'Convert to HOT' }).click();
  await expect.poll(() => documentText(page)).toMatch(/^# A server\nheat_template_version: [^]*flavor: \{get_param: Flavor\}/);
  await expect(node(page, 'Web')).toBeVisible();
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => documentText(page)).toBe(CFN);
});
