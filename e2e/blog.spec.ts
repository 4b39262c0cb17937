import { expect, test } from './fixtures';
import { deploySheet, expectStackState, openExample, sandboxFiles } from './steps';

test('a blog on two servers is deployed, changed, goes back when a change fails, and is deleted', async ({ page, instance }) => {
  test.setTimeout(180_000);
  const shown = async (): Promise<string> => {
    const [url] = await sandboxFiles(instance, 'web.url');
    return url === undefined ? 'nothing' : fetch(url).then((answer) => answer.text(), () => 'nothing');
  };

  await openExample(page, 'Blog on two servers');
  await deploySheet(page, 'blog', { Title: 'One' });
  await expectStackState(page, 'Created', 60_000);
  expect(await shown()).toBe('<h1>One</h1>\n');
  const [url = ''] = await sandboxFiles(instance, 'web.url');
  await fetch(url, { method: 'POST', body: 'first post' });

  await page.getByRole('button', { name: /Update/ }).click();
  await deploySheet(page, null, { Title: 'Two' });
  await expectStackState(page, 'Updated', 60_000);
  expect(await shown()).toBe('<h1>Two</h1>\nfirst post\n');

  await page.getByRole('button', { name: /Update/ }).click();
  await deploySheet(page, null, { Title: 'Three', 'The new version works': 'false' });
  const failure = page.getByRole('alert', { name: 'What failed' });
  await expect(failure).toContainText('web failed', { timeout: 60_000 });
  await expectStackState(page, 'Rolled back', 60_000);
  expect(await shown()).toBe('<h1>Two</h1>\nfirst post\n');

  const [last = ''] = await sandboxFiles(instance, 'web.url');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Delete/ }).click();
  await page.getByRole('dialog').getByLabel(/to delete it with its data/).fill('blog');
  await page.getByRole('dialog').getByRole('button', { name: /Delete/ }).click();
  await expectStackState(page, 'Deleted', 60_000);
  await expect.poll(() => fetch(last).then(() => 'there', () => 'gone')).toBe('gone');
});
