import { expect, test } from './fixtures';
import { deploySheet, expectStackState, openExample, openTab, signal, workflowService } from './steps';

test.describe('a workflow of an outside service', () => {
  let service: Awaited<ReturnType<typeof workflowService>>;
  test.beforeEach(async () => {
    service = await workflowService();
  });
  test.afterEach(() => service.close());
  const urls = () => ({ 'URL of the workflow': `${service.url}/start`, 'URL that stops it': `${service.url}/stop` });
  const started = () => expect.poll(() => service.calls.filter((call) => call.path === '/start').length, { timeout: 30_000 }).toBe(1);
  const signalUrl = () => service.calls.find((call) => call.path === '/start')?.body.signal_url ?? '';

  test('that succeeds gives its outputs to the resources after it', async ({ page }) => {
    await openExample(page, 'Workflow over HTTP');
    await deploySheet(page, 'approved', { ...urls(), 'What is to be approved': 'the new price' });
    await started();
    expect(service.calls[0]?.body.inputs).toEqual({ change: 'the new price' });
    await expect(page.locator('[data-resource="approval"]')).toContainText(/Waits for/);
    expect(await signal(signalUrl(), { status: 'SUCCESS', outputs: { ticket: 'T-77' } })).toBe(200);
    await expectStackState(page, 'Created');
    await openTab(page, /Outputs/);
    await expect(page.locator('[data-output="approval"]')).toContainText('the new price was approved with ticket T-77');
  });

  test('that fails rolls the stack back, with its reason', async ({ page }) => {
    await openExample(page, 'Workflow over HTTP');
    await deploySheet(page, 'refused', urls());
    await started();
    await signal(signalUrl(), { status: 'FAILURE', reason: 'the committee said no' });
    await expect(page.getByRole('alert', { name: 'What failed' })).toContainText('the committee said no', { timeout: 30_000 });
    await expectStackState(page, 'Rolled back');
  });

  test('that never signals times out', async ({ page }) => {
    await openExample(page, 'Workflow over HTTP');
    await deploySheet(page, 'silent', { ...urls(), 'Seconds to wait for the signal': '2' });
    await started();
    await expect(page.getByRole('alert', { name: 'What failed' })).toContainText(/[Tt]imed out/, { timeout: 30_000 });
    await expectStackState(page, 'Rolled back');
    await expect.poll(() => service.calls.some((call) => call.path === '/stop')).toBe(true);
  });

  test('is refused a signal that somebody forged', async ({ page }) => {
    await openExample(page, 'Workflow over HTTP');
    await deploySheet(page, 'forged', urls());
    await started();
    expect(await signal(signalUrl().replace(/&Signature=.{6}/, '&Signature=AAAAAA'), { status: 'SUCCESS', outputs: { ticket: 'T-1' } })).toBe(403);
    await expect(page.locator('[data-resource="approval"]')).toHaveAttribute('data-status', 'CREATE_IN_PROGRESS');
    await page.getByRole('button', { name: /Stop/ }).first().click();
    await page.getByRole('menuitem', { name: /roll back/i }).click();
    await page.getByRole('dialog').getByRole('button', { name: /roll back/i }).click();
    await expectStackState(page, 'Rolled back');
  });
});
