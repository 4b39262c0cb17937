import { expect, test } from './fixtures';
import { deploySheet, expectStackState, openExample, openTab, sandboxFiles } from './steps';

test('an update whose script fails shows why and goes back to what was', async ({ page, instance }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await openExample(page, 'Failure and rollback');
  await deploySheet(page, 'shop');
  await expectStackState(page, 'Created');
  await page.getByRole('button', { name: /Update/ }).click();
  await deploySheet(page, null, { Version: '2.0', 'Passes its health check': 'false' });

  const failure = page.getByRole('alert', { name: 'What failed' });
  await expect(failure).toContainText('check failed', { timeout: 60_000 });
  await expect(failure).toContainText('its script ended with code 1');
  await expect(failure.getByTestId('failure-log')).toContainText('version 2.0 answers with an error');
  // The cause is on the first screen: nobody clicks, nobody scrolls.
  await expect(failure).toBeInViewport({ ratio: 1 });
  await expect(failure.getByTestId('failure-log').getByText('version 2.0 answers with an error')).toBeInViewport();
  await expect(failure).toContainText('Rolled back to revision r1', { timeout: 60_000 });
  await expectStackState(page, 'Rolled back');

  await expect(page.locator('[data-resource="check"]')).toHaveAttribute('data-status', /_COMPLETE$/);
  await expect.poll(() => sandboxFiles(instance, 'installed')).toContain('1.0\n');
  const history = await sandboxFiles(instance, 'history.log');
  expect(history).toContain('install 1.0\ninstall 2.0\ninstall 1.0\n');

  await openTab(page, /Timeline/);
  const timeline = page.getByRole('tabpanel', { name: /Timeline/ });
  await expect(timeline.getByText(/Update #2/).first()).toBeVisible();
  await expect(timeline.getByText(/Rollback #3/).first()).toBeVisible();
});
