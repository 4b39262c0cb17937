import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from './fixtures';

test.describe('a machine', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'hearth-e2e-host-'));
  test.afterAll(() => rmSync(home, { recursive: true, force: true }));

  test('joins with the command of the page, is seen online, and is sent away', async ({ page }) => {
    await page.goto('/p/default/hosts');
    await page.getByRole('button', { name: 'Join a machine' }).click();
    const command = (await page.getByLabel('Join command').textContent()) ?? '';
    expect(command).toMatch(/^curl -fsSL 'http\S+' \| sh$/);
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { env: { ...process.env, HEARTH_NAME: 'e2e-machine', HEARTH_DIR: home, HEARTH_BOOT: 'off' } });
    expect(stdout).toContain('e2e-machine has joined');
    await page.keyboard.press('Escape');

    const row = page.getByRole('row').filter({ hasText: 'e2e-machine' });
    await expect(row).toContainText('Online', { timeout: 15_000 });
    const pid = Number(readFileSync(path.join(home, '.agent/pid'), 'utf8'));
    await row.getByRole('button', { name: 'Actions for e2e-machine' }).click();
    await page.getByRole('menuitem', { name: /Send away/ }).click();
    await expect(row).toHaveCount(0, { timeout: 15_000 });
    await expect.poll(() => isRunning(pid), { timeout: 15_000 }).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
