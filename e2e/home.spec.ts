/** The list of stacks as people work with it: found, watched, chosen, deleted. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { deploySheet, expectStackState, openExample, STACKS } from './steps';

const row = (page: Page, name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

test('stacks are filtered by what they are, and the filter is in the address', async ({ page }) => {
  for (const name of ['find-a', 'find-b']) {
    await openExample(page, 'Hello');
    await deploySheet(page, name);
    await expectStackState(page, 'Created');
  }
  await page.goto(STACKS);
  const filter = page.getByRole('combobox', { name: 'Filter stacks' });
  await filter.fill('find-');
  await expect(row(page, 'find-a')).toBeVisible();
  await filter.fill('find- status:failed');
  await expect(page.getByText(/0 of \d+ stacks match/)).toBeVisible();
  await expect(page).toHaveURL(/q=find-\+status%3Afailed/);
  await page.getByRole('button', { name: 'Clear filter' }).click();
  // Types that are in use, with how many stacks have each.
  await filter.fill('type:');
  await page.getByRole('option', { name: /OS::Heat::Value \d+/ }).click();
  await expect(filter).toHaveValue('type:OS::Heat::Value ');
  await expect(row(page, 'find-a')).toBeVisible();
  await filter.fill('colour:red');
  await expect(page.getByText('Not understood, so not filtered by: colour:red')).toBeVisible();
});

/** The button is there before the program that opens its menu. */
async function openViews(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('menu');
  await expect(async () => {
    if (!(await menu.isVisible())) await page.getByRole('button', { name }).click();
    await expect(menu).toBeVisible({ timeout: 1000 });
  }).toPass();
}

test('a view is kept with the person, and the filter is touched on a telephone', async ({ page, browser, signedIn, instance }) => {
  await page.goto(`${STACKS}?q=tag%3Anowhere`);
  await openViews(page, 'Views');
  await page.getByRole('menuitem', { name: 'Save this view...' }).click();
  await page.getByLabel('Name').fill('Nowhere');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Nowhere' })).toBeVisible();
  const elsewhere = await browser.newContext({ storageState: signedIn, baseURL: instance.url, viewport: { width: 390, height: 844 } });
  const telephone = await elsewhere.newPage();
  await telephone.goto(STACKS);
  await openViews(telephone, 'All stacks');
  await telephone.getByRole('menuitem', { name: 'Nowhere' }).click();
  await expect(telephone).toHaveURL(/q=tag%3Anowhere/);
  await telephone.getByRole('button', { name: 'Clear filter' }).click();
  await telephone.getByRole('button', { name: 'Filter', exact: true }).click();
  await telephone.getByRole('region', { name: 'State' }).getByRole('button', { name: /Failed/ }).click();
  await expect(telephone).toHaveURL(/q=status%3Afailed/);
  await elsewhere.close();
});

test('a project that is none of one\u2019s own is a closed door that says whom to ask', async ({ page }) => {
  const answer = await page.goto('/p/somebody-elses/stacks');
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading', { name: 'You have no access to this page' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to default' }).click();
  await expect(page).toHaveURL(/\/p\/default\/stacks/);
});

test('the list shows states as they come, without being read again', async ({ page, context }) => {
  await page.goto(`${STACKS}?q=live-one`);
  await expect(page.getByText(/0 of \d+ stacks match/)).toBeVisible();
  const other = await context.newPage();
  await openExample(other, 'Diamond');
  // It may be over before the other page has come to rest: this page is looked at meanwhile.
  const creating = expect(row(page, 'live-one')).toContainText('Creating', { timeout: 60_000 });
  await deploySheet(other, 'live-one');
  await creating;
  await expect(row(page, 'live-one')).toContainText('Created', { timeout: 30_000 });
  await other.close();
});

test('rows are chosen by keys, get tags together, and are deleted when their number was typed', async ({ page }) => {
  for (const name of ['bulk-a', 'bulk-b', 'bulk-c']) {
    await openExample(page, 'Hello');
    await deploySheet(page, name);
    await expectStackState(page, 'Created');
  }
  await page.goto(`${STACKS}?q=bulk-&sort=name-up`);
  await row(page, 'bulk-c').hover();
  await page.getByRole('button', { name: 'Update bulk-c' }).click();
  await expect(page.getByRole('dialog', { name: 'Update bulk-c' })).toBeVisible();
  await page.goto(`${STACKS}?q=bulk-&sort=name-up`);
  await expect(row(page, 'bulk-c')).toBeVisible();
  // The rows are there before the program that hears keys; up from the first row is the first row.
  await expect(async () => {
    await page.keyboard.press('k');
    await expect(page.getByRole('link', { name: 'bulk-a' })).toBeFocused({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: 'bulk-b' })).toBeFocused();
  await page.keyboard.press('Shift+X');
  await expect(page.getByRole('toolbar', { name: 'Chosen stacks' })).toContainText('2 stacks chosen');
  await page.getByRole('toolbar', { name: 'Chosen stacks' }).getByRole('button', { name: 'Tags...' }).click();
  await page.getByLabel('Add', { exact: true }).fill('together');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(row(page, 'bulk-b').getByRole('button', { name: 'Filter by the tag together' })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: 'bulk-c' })).toBeFocused();
  await page.keyboard.press('x');
  await page.keyboard.press('k');
  await expect(page.getByRole('link', { name: 'bulk-b' })).toBeFocused();
  await page.keyboard.press('x');
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: /Delete: 2 stacks/ });
  await expect(dialog.getByRole('button', { name: 'Delete', exact: true })).toBeDisabled();
  await dialog.getByLabel(/to say yes/).fill('delete 2 stacks');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('link', { name: /^bulk-/ })).toHaveCount(1, { timeout: 30_000 });
  // What is deleted stays to be read.
  await page.goto(`${STACKS}?q=bulk-+is%3Adeleted`);
  await page.getByRole('link', { name: /^bulk-/ }).first().click();
  await expectStackState(page, 'Deleted');
});
