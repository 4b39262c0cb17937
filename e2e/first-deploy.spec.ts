/** Somebody new: from the first page to a stack that stands, without typing. */
import { expect, test } from './fixtures';
import { expectStackState, STACKS } from './steps';

test('the first deploy takes three clicks and less than a minute', async ({ page }) => {
  await page.goto(STACKS);
  const card = page.getByRole('button', { name: 'Deploy Hello' });
  const menu = page.getByRole('button', { name: 'New stack' });
  await expect(card.or(menu).first()).toBeVisible();
  // Once there are stacks, the examples are a menu further away; the three clicks are those of somebody who has none.
  if (!(await card.isVisible())) {
    await menu.click();
    await page.getByRole('menuitem', { name: /example/i }).click();
  }
  await page.evaluate(() => {
    Reflect.set(window, 'hearthClicks', 0);
    document.addEventListener('click', () => Reflect.set(window, 'hearthClicks', Number(Reflect.get(window, 'hearthClicks')) + 1), { capture: true });
  });
  await card.click();
  const sheet = page.getByRole('dialog', { name: 'Deploy' });
  await sheet.getByRole('button', { name: 'Preview the plan' }).click();
  await sheet.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expectStackState(page, 'Created', 60_000);
  expect(await page.evaluate(() => Reflect.get(window, 'hearthClicks'))).toBe(3);

  // A switch of its settings: nobody deletes what is protected.
  await page.goto(page.url().replace(/\/graph.*/, '/activity'));
  const danger = page.getByRole('region', { name: 'Danger zone' });
  const protection = danger.getByRole('switch', { name: /^Protected against deletion/ });
  await protection.click();
  await expect(protection).toBeChecked();
  await expect(danger.getByRole('button', { name: /^Delete/ })).toBeDisabled();
  await page.reload();
  await expect(protection).toBeChecked();
  await protection.click();
  await expect(danger.getByRole('button', { name: /^Delete/ })).toBeEnabled();
});

test('the first steps tick themselves and can be sent away', async ({ page }) => {
  await page.goto(STACKS);
  const steps = page.getByRole('region', { name: /First steps/ });
  await expect(steps).toBeVisible();
  await expect(steps.getByRole('listitem').filter({ hasText: 'Done: Deploy an example' })).toBeVisible();
  // Each leads to one thing, which is ringed until somebody does something.
  await steps.getByRole('link', { name: 'Let it fail and find the cause' }).click();
  const ringed = page.locator('[data-step-shown]');
  await expect(ringed).toHaveCount(1);
  await expect(ringed).toHaveAccessibleName(/New stack/);
  await expect(ringed).toBeFocused();
  await page.keyboard.press('Shift');
  await expect(ringed).toHaveCount(0);
  await page.goto('/p/default/designer');
  await page.getByRole('button', { name: /New/ }).first().click();
  await page.waitForURL(/designer\/[0-9a-f-]{36}/);
  await expect(page.getByRole('region', { name: 'Canvas' })).toBeVisible();
  await page.goto(STACKS);
  await expect(steps.getByRole('listitem').filter({ hasText: 'Done: Open it in the designer' })).toBeVisible();
  await page.getByRole('button', { name: 'Hide the first steps' }).click();
  await expect(steps).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Stacks' })).toBeVisible();
  await expect(steps).toHaveCount(0);
});
