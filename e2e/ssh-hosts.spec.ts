/** A machine that Hearth goes to itself: a real sshd on this one, on a port and with files of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { expect, test } from './fixtures';

const SSHD = '/usr/sbin/sshd';
const port = 30_000 + (process.pid % 20_000);
const home = mkdtempSync(path.join(tmpdir(), 'hearth-e2e-ssh-'));
const file = (name: string): string => path.join(home, name);
let sshd: ChildProcess | undefined;

test.describe('a machine over SSH', () => {
  test.skip(!existsSync(SSHD), 'SKIPPED: there is no sshd here (Debian: apt-get install openssh-server)');

  test.beforeAll(async () => {
    if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
    for (const name of ['client', 'host']) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(name)]);
    writeFileSync(file('config'), [
      `Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${file('host')}`, `AuthorizedKeysFile ${file('client.pub')}`, 'PermitRootLogin yes', 'PasswordAuthentication no',
      'KbdInteractiveAuthentication no', 'UsePAM no', 'StrictModes no', 'PidFile none', `SetEnv HOME=${home}`, '',
    ].join('\n'));
    sshd = spawn(SSHD, ['-D', '-f', file('config')], { stdio: 'ignore' });
    await expect.poll(() => listens(port), { timeout: 15_000 }).toBe(true);
  });

  test.afterAll(() => {
    sshd?.kill('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  test('is looked at, trusted by its key, gets the agent, is seen online, and loses the agent when it is sent away', async ({ page }) => {
    await page.goto('/p/default/hosts');
    await page.getByRole('button', { name: 'Add over SSH' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a machine over SSH' });
    await dialog.getByLabel('Address').fill('127.0.0.1');
    await dialog.getByLabel('Port').fill(String(port + 1));
    await dialog.getByLabel('User').fill(userInfo().username);
    await dialog.getByLabel('Private key').fill(readFileSync(file('client'), 'utf8'));
    await dialog.getByRole('button', { name: 'Look at it' }).click();
    await expect(dialog.getByRole('alert')).toContainText(`Nothing listens at 127.0.0.1:${port + 1}`);

    await dialog.getByLabel('Port').fill(String(port));
    await dialog.getByRole('button', { name: 'Look at it' }).click();
    const shown = execFileSync('ssh-keygen', ['-l', '-f', file('host.pub')], { encoding: 'utf8' });
    await expect(dialog.getByLabel('Host key')).toHaveText(/SHA256:\S+/.exec(shown)?.[0] ?? '');
    await dialog.getByLabel('Name').fill('over-ssh');
    await dialog.getByLabel('Directory').fill(file('agent'));
    await dialog.getByRole('switch', { name: 'Start the agent at every boot' }).click();
    await dialog.getByRole('button', { name: 'Trust this key and install' }).click();
    await expect(dialog).toHaveCount(0, { timeout: 30_000 });

    const row = page.getByRole('row').filter({ hasText: 'over-ssh' });
    await expect(row).toContainText('Online', { timeout: 30_000 });
    await row.getByRole('button', { name: 'Actions for over-ssh' }).click();
    await page.getByRole('menuitem', { name: /Install the agent again/ }).click();
    await expect(page.getByText('The agent was installed again')).toBeVisible({ timeout: 30_000 });
    await row.getByRole('button', { name: 'Actions for over-ssh' }).click();
    await page.getByRole('menuitem', { name: /Send away/ }).click();
    await page.getByRole('dialog', { name: /away/ }).getByRole('button', { name: 'Send away' }).click();
    await expect(row).toHaveCount(0, { timeout: 30_000 });
    await expect.poll(() => existsSync(file('agent/.agent')), { timeout: 15_000 }).toBe(false);
  });
});

function listens(at: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(at, '127.0.0.1', () => {
      socket.end();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
