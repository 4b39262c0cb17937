/** Parts of the designer that no journey passes: cards of types, values that are tried, lists in order, the count of changes, what other pages and people do, a tab that dies. */
import type { Locator, Page } from '@playwright/test';
import { documentText, expectSaved, openDraft } from './drafts';
import { expect, test } from './fixtures';

const TEXT = `heat_template_version: 2021-04-16
parameters:
  big: {type: boolean, default: false}
conditions:
  is_big: {equals: [{get_param: big}, true]}
resources:
  web:
    type: OS::Nova::Server
    properties:
      flavor: m1.small
      networks:
        - network: one
        - network: two
        - network: three
  extra:
    type: OS::Heat::Value
    condition: is_big
`;

const node = (page: Page, name: string): Locator => page.locator(`[data-node="resource:${name}"]`);

test('below the drawing: what is asked for, what is told, files; one bar of tabs with counts, by keys and by pointer', async ({ page }) => {
  await openDraft(page, 'dock', `${TEXT}outputs:\n  answer: {value: {get_attr: [web, first_address]}}\n`);
  const bar = page.getByRole('tablist', { name: 'Below the drawing' });
  await expect(bar.getByRole('tab')).toHaveText([/^Problems \d/, /^Parameters 1/, /^Outputs 1/, /^Files 0/, /^History 0/]);
  await bar.getByRole('tab', { name: /^Parameters/ }).click();
  const parameters = page.getByRole('table', { name: 'Parameters' });
  await expect(parameters.getByRole('row', { name: /big boolean false/ })).toContainText('is_big');
  await parameters.getByRole('button', { name: 'Add a parameter' }).click();
  const form = page.getByRole('region', { name: 'Inspector' });
  await expect(form.getByLabel('Name', { exact: true })).toBeFocused();
  await expect(bar.getByRole('tab', { name: /^Parameters 2/ })).toBeVisible();
  await parameters.getByRole('button', { name: 'big', exact: true }).click();
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue('big');
  await bar.getByRole('tab', { name: /^Parameters/ }).press('ArrowRight');
  await expect(page.getByRole('table', { name: 'Outputs' }).getByRole('row', { name: /answer/ })).toContainText('get_attr');
  await page.keyboard.press('Control+j');
  await expect(page.getByRole('table', { name: 'Outputs' })).toHaveCount(0);
  // Nothing is selected: the template counts the same, and leads there.
  await page.getByRole('region', { name: 'Canvas' }).focus();
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Files' }).click();
  await page.getByLabel('Name of a new file').fill('run.sh');
  await page.keyboard.press('Enter');
  await page.getByLabel('Text of run.sh').pressSequentially('echo hello');
  await bar.getByRole('tab', { name: /^History 3/ }).click();
  await expect(page.getByRole('listbox', { name: 'History' }).getByRole('option', { name: /^Change run.sh/ })).toHaveCount(1);
  const edge = page.getByRole('separator', { name: 'Resize the panel below' });
  const high = () => page.getByRole('listbox', { name: 'History' }).evaluate((element) => element.clientHeight);
  const before = await high();
  await edge.press('ArrowUp');
  await expect.poll(high).toBeGreaterThan(before);
});

test('a type says what it is; conditions are looked at with other values; items of a list are moved; changes since a version are counted', async ({ page }) => {
  await openDraft(page, 'parts', TEXT);
  await page.getByLabel('Search types').fill('RandomString');
  await page.locator('[data-type="OS::Heat::RandomString"]').hover();
  const card = page.getByRole('tooltip');
  await expect(card).toContainText('Must have');
  await expect(card).toContainText('Gives');
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);

  await expect(node(page, 'extra').getByText('off', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Conditions with other values' }).click();
  const values = page.getByRole('dialog', { name: 'Values for conditions' });
  await values.getByLabel('big').click();
  await page.getByRole('option', { name: 'true', exact: true }).click();
  await expect(node(page, 'extra').getByText('off', { exact: true })).toHaveCount(0);
  await values.getByRole('button', { name: 'As the draft again' }).click();
  await expect(node(page, 'extra').getByText('off', { exact: true })).toBeVisible();
  await values.getByRole('button', { name: 'Close' }).click();
  expect(await documentText(page)).toBe(TEXT);

  await page.keyboard.press('Control+s');
  const versions = page.getByRole('dialog', { name: 'Versions' });
  await versions.getByRole('button', { name: 'Save version' }).click();
  await expect(versions.getByRole('list', { name: 'Versions' })).toContainText('v1');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'As version 1' })).toBeVisible();

  const order = async () => [...(await documentText(page)).matchAll(/- network: (\w+)/g)].map(([, name]) => name);
  await node(page, 'web').click();
  const grip = (index: number) => page.getByRole('button', { name: new RegExp(`^Move .*: ${index} of 3$`) });
  await grip(1).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(order).toEqual(['two', 'one', 'three']);
  await expect(grip(2)).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(order).toEqual(['two', 'three', 'one']);
  await grip(3).hover();
  await page.mouse.down();
  const first = await grip(1).boundingBox();
  await page.mouse.move((first?.x ?? 0) + 8, (first?.y ?? 0) + 8, { steps: 8 });
  await page.mouse.up();
  await expect.poll(order).toEqual(['one', 'two', 'three']);
  await page.getByRole('region', { name: 'Inspector' }).getByLabel('flavor', { exact: true }).fill('m1.large');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '1 change since version 1' })).toBeVisible();

  // Keys of the canvas can be others.
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await canvas.focus();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await keys.getByRole('button', { name: 'Another key for: Add a resource' }).click();
  await page.keyboard.press('q');
  await expect(keys.getByRole('button', { name: 'Another key for: Add a resource' })).toHaveText('Q');
  await keys.getByRole('button', { name: 'Another key for: To the card on the right' }).click();
  await page.keyboard.press('w');
  await keys.getByRole('button', { name: 'Another key for: Undo' }).click();
  await page.keyboard.press('Control+u');
  await page.keyboard.press('Escape');
  await canvas.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  await expect(canvas.locator('[data-node][data-selected=true]')).toHaveCount(0);
  await page.keyboard.press('w');
  await expect(canvas.locator('[data-node][data-selected=true]')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: '1 change since version 1' })).toBeVisible();
  await page.keyboard.press('Control+u');
  await expect(page.getByRole('button', { name: 'As version 1' })).toBeVisible();
  await page.keyboard.press('a');
  await page.keyboard.press('q');
  await expect(page.getByRole('dialog', { name: 'Add a resource' })).toHaveCount(1);
});

test('the catalogue puts a type into a drawing that is open; what others select is outlined; a tab that dies loses nothing older than two seconds', async ({ page, context }) => {
  await openDraft(page, 'alive', TEXT);
  const address = page.url();
  const other = await context.newPage();
  await other.goto('/p/default/types/OS::Heat::RandomString');
  await other.getByRole('button', { name: 'Put into alive' }).click();
  await expect(other.getByText('random_string is in alive, in its own tab')).toBeVisible();
  await expect(node(page, 'random_string')).toHaveAttribute('data-selected', 'true');
  await expectSaved(page);

  await other.goto(address);
  await expect(node(other, 'random_string').getByText('is editing this')).toHaveCount(1, { timeout: 30_000 });
  await other.close();

  // The server hears nothing any more.
  await page.route('**/*', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await page.getByRole('region', { name: 'Template text' }).locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('# kept');
  const typed = Date.now();
  await page.waitForFunction((since) => Date.now() - since > 1500, typed);
  const died = page.waitForEvent('crash');
  const cdp = await context.newCDPSession(page);
  void cdp.send('Page.crash').catch(() => undefined);
  await died;
  const again = await context.newPage();
  await again.goto(address);
  await expect(again.getByText(/^Put back what was typed at/)).toBeVisible({ timeout: 45_000 });
  expect(await documentText(again)).toMatch(/# kept$/);
});
