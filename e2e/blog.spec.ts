/** The blog of the examples, on servers that Hearth makes and on hosts that it reaches over SSH: the whole life of a stack, watched in the browser. */
import type { Page } from '@playwright/test';
import { SshLab, sshLabRefusal } from '@/lib/testing/ssh-lab';
import { expect, test } from './fixtures';
import { deploySheet, expectStackState, openExample, openTab, sandboxFiles } from './steps';

const shown = (url: string | undefined): Promise<string> => (url === undefined ? Promise.resolve('nothing') : fetch(url).then((answer) => answer.text(), () => 'nothing'));

/** Created, changed, changed to what does not work and taken back, deleted. `where` tells the address of the web server, and names the hosts. */
async function lives(page: Page, name: string, hosts: Record<string, string>, where: () => Promise<string | undefined>): Promise<void> {
  await openExample(page, 'Blog on two servers');
  await deploySheet(page, name, { Title: 'One', ...hosts });
  await expectStackState(page, 'Created', 60_000);
  expect(await shown(await where())).toBe('<h1>One</h1>\n');
  await fetch((await where()) ?? '', { method: 'POST', body: 'first post' });

  await page.getByRole('button', { name: 'Update...' }).click();
  await deploySheet(page, null, { Title: 'Two' });
  await expectStackState(page, 'Updated', 60_000);
  expect(await shown(await where())).toBe('<h1>Two</h1>\nfirst post\n');

  await page.getByRole('button', { name: 'Update...' }).click();
  await deploySheet(page, null, { Title: 'Three', 'The new version works': 'false' });
  const failure = page.getByRole('alert', { name: 'What failed' });
  await expect(failure).toContainText('web failed', { timeout: 60_000 });
  await expectStackState(page, 'Rolled back', 60_000);
  expect(await shown(await where())).toBe('<h1>Two</h1>\nfirst post\n');
}

async function deleteStack(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Delete/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: /Delete/ }).click();
  await expectStackState(page, 'Deleted', 60_000);
}

test('a blog on two servers is deployed, changed, goes back when a change fails, and is deleted', async ({ page, instance }) => {
  test.setTimeout(300_000);
  const where = async () => (await sandboxFiles(instance, 'web.url'))[0];
  await lives(page, 'blog', {}, where);
  const last = await where();
  await deleteStack(page);
  await expect.poll(() => shown(last)).toBe('nothing');
});

test.describe('on hosts over SSH', () => {
  const refusal = sshLabRefusal();
  test.skip(refusal !== null, `SKIPPED: ${refusal}`);
  let lab: SshLab;
  test.beforeAll(async () => {
    lab = await SshLab.open(2);
  });
  test.afterAll(() => lab?.close());

  test('a blog lives the same life; its output is seen line by line, and nothing of it stays behind', async ({ page }) => {
    test.setTimeout(300_000);
    await page.goto('/p/default/connections');
    await page.getByRole('button', { name: 'Add servers over SSH' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add servers over SSH' });
    await dialog.getByLabel('Hosts').fill(`web = ${lab.machines[0]?.address}\ndatabase = ${lab.machines[1]?.address}`);
    await dialog.getByLabel('Private key').fill(lab.privateKey);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0);

    let url: string | undefined;
    const where = async () => {
      await openTab(page, /Logs/);
      await page.getByRole('navigation', { name: 'Deployments by server' }).getByRole('region', { name: 'web' }).getByRole('listitem').last().getByRole('button').first().click();
      const log = page.getByRole('log', { name: 'Output of web' });
      await expect(log).toContainText('<h1>');
      url = /http:\/\/[\d.:]+\//.exec((await log.textContent()) ?? '')?.[0];
      return url;
    };
    await lives(page, 'blog-on-hosts', { 'Host for the database': 'database', 'Host for the web server': 'web' }, where);
    expect(url).toContain(`//${lab.machines[0]?.address}:`);
    await deleteStack(page);
    await expect.poll(() => shown(url)).toBe('nothing');
    await page.goto('/p/default/connections');
    await page.getByRole('button', { name: 'Actions for servers' }).click();
    await page.getByRole('menuitem', { name: /Remove/ }).click();
    await expect(page.getByRole('list', { name: 'Hosts of servers' })).toHaveCount(0);
  });
});
