/** The history of a stack: its bars, what they waited for, an earlier operation beside them, and any moment again. */
import { expect, test } from './fixtures';
import { deploySheet, expectStackState, openExample, openTab } from './steps';

test('the timeline compares operations, draws what waited for what, and shows any moment of it again', async ({ page }) => {
  await openExample(page, 'Failure and rollback');
  const stack = await deploySheet(page, 'history');
  await expectStackState(page, 'Created');

  await test.step('bars of every action, the critical path among them', async () => {
    await openTab(page, /Timeline/);
    const timeline = page.getByRole('tabpanel', { name: /Timeline/ });
    await expect(timeline.locator('[data-bar="check CREATE_COMPLETE"]')).toBeVisible();
    await expect(timeline.getByRole('button', { name: /Critical path/ })).toContainText(/\d/);
    await timeline.getByRole('combobox', { name: 'Dependencies' }).click();
    await page.getByRole('option', { name: 'All dependencies' }).click();
    await expect(timeline.locator('[data-arrows]')).not.toHaveAttribute('data-arrows', '0');
  });

  await test.step('an update fails and is rolled back; the bars of the creation lie under its own', async () => {
    await page.getByRole('button', { name: 'Update...' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Passes its health check').click();
    await sheet.getByRole('button', { name: 'Preview the plan' }).click();
    await sheet.getByRole('button', { name: /^(Update|Deploy)/ }).click();
    await page.waitForURL(/\/graph$/);
    await expectStackState(page, 'Rolled back');
    await openTab(page, /Timeline/);
    const timeline = page.getByRole('tabpanel', { name: /Timeline/ });
    await expect(timeline.locator('[data-bar="check UPDATE_FAILED"]')).toBeVisible();
    await timeline.getByRole('combobox', { name: 'Compare with an earlier operation' }).click();
    await page.getByRole('option', { name: /Create #1/ }).click();
    await expect(timeline.locator('[data-lane="check"] [data-ghost]')).toBeVisible();
  });

  await test.step('the graph goes back to a moment and to now, by keys alone', async () => {
    await page.goto(`${stack}/graph`);
    const check = page.locator('[data-resource="check"]');
    await expect(check).toBeVisible();
    const now = await check.getAttribute('data-status');
    const slider = page.getByRole('slider', { name: 'Moment shown' });
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(page.locator('[data-resource="check"]')).toHaveAttribute('data-status', 'INIT_COMPLETE');
    await expect(slider).toHaveAttribute('aria-valuetext', /Create #1/);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await expect(page.locator('[data-resource="check"]')).toHaveAttribute('data-status', now ?? '');
  });

  await test.step('it plays by itself, and ends where it began', async () => {
    await page.getByRole('button', { name: /^Replay what happened/ }).click();
    await expect(page.locator('[data-resource="check"]')).toHaveAttribute('data-status', /INIT_COMPLETE|CREATE_/);
    await expect(page.getByRole('button', { name: /^Replay what happened/ })).toBeVisible({ timeout: 30_000 });
  });
});
