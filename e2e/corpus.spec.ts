/**
 * Real templates, written by others over twelve years, put into the designer one after the other: each shows its graph, and is valid or shows its problems. They
 * are not part of the product; where they are not beside it, this is skipped. What is expected of each stands in expected/corpus.json.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures';

const CORPUS = path.join('..', 'shared', 'corpus', 'heat-templates');
const EXPECTED = path.join('e2e', 'expected', 'corpus.json');

/** Null resources: the file is no template (an environment, say), and the page says that the graph is that of an earlier text. */
interface Seen {
  resources: number | null;
  errors: number;
}

const files = existsSync(CORPUS) ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml') || file.endsWith('.template')).toSorted() : [];

test('every real template opens, shows its graph, and is valid or shows its problems', async ({ page }) => {
  if (files.length === 0) console.warn(`${CORPUS} is not there: real templates are not opened in the designer.`);
  test.skip(files.length === 0, 'the real templates are not beside the repository');
  test.setTimeout(600_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto('/p/default/designer');
  await page.getByRole('button', { name: /New/ }).first().click();
  await page.waitForURL(/designer\/[0-9a-f-]{36}/);
  const editor = page.getByRole('region', { name: 'Template text' }).locator('.cm-content');
  await expect(editor).toContainText('heat_template_version');
  const expected: Record<string, Seen> = JSON.parse(readFileSync(EXPECTED, 'utf8'));
  const problems = page.getByRole('region', { name: 'Problems' });
  const look = async (): Promise<Seen> => {
    const [description, stale, errors] = await Promise.all([page.locator('#canvas-about').textContent(), page.getByText('The graph shows your last valid version').count(), problems.getByLabel('error', { exact: true }).count()]);
    return { resources: stale > 0 ? null : Number.parseInt(description ?? '', 10), errors };
  };
  const seen: Record<string, Seen> = {};
  for (const file of files) {
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(readFileSync(path.join(CORPUS, file), 'utf8'));
    await page.keyboard.press('Control+Home');
    const wanted = JSON.stringify(expected[file]);
    for (let times = 0; times < 40 && JSON.stringify(seen[file]) !== wanted; times += 1) {
      await page.waitForTimeout(times === 0 ? 100 : 150);
      seen[file] = await look();
    }
    if (seen[file]?.resources) await expect(page.locator('[data-node^="resource:"]').first()).toBeAttached();
  }
  expect(faults).toEqual([]);
  expect(seen).toEqual(expected);
});
