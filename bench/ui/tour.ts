/**
 * The pictures of the tour in README.md, from the running product: examples are deployed, and the pages photographed as people see them. Writes
 * `docs/pictures/*.png`. Run with `npm run tour`. HEARTH_E2E_URL and HEARTH_E2E_DATA use an instance that runs already; it should have no stacks.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/browser.mjs';
import startInstance from '../../e2e/instance-setup';
import { deployExample, designerDraft } from './visit';

const FOLDER = path.resolve('docs/pictures');
const WINDOW = { width: 1200, height: 750 };

const running = process.env.HEARTH_E2E_URL;
const stop = running ? async () => undefined : await startInstance();
const base = process.env.HEARTH_E2E_URL ?? '';
const data = process.env.HEARTH_E2E_DATA ?? '';
const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGUMENTS });

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForFunction(() => document.querySelectorAll('[role="status"][aria-label]').length === 0, undefined, { timeout: 60_000 });
  await page.waitForTimeout(1200);
  const file = path.join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  console.info(`  ${name}.png, ${(statSync(file).size / 1000).toFixed(0)} kB`);
}

async function ended(page: Page, id: string): Promise<void> {
  await page.goto(`${base}/p/default/stacks/${id}/graph`);
  await page.locator('header').getByText(/^(Created|Rolled back|Create failed|Rollback complete)$/).first().waitFor({ timeout: 90_000 });
}

try {
  mkdirSync(FOLDER, { recursive: true });
  const link = /https?:\S+\/sign-in\/link\/\S+/.exec(execFileSync(process.execPath, ['dist/sign-in-link.mjs'], { env: { ...process.env, HEARTH_DATA: data, DATABASE_URL: '', PORT: new URL(base).port }, encoding: 'utf8' }))?.[0];
  const context = await browser.newContext({ viewport: WINDOW, colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(link ?? base);
  await page.evaluate(() => localStorage.setItem('hearth-preferences', JSON.stringify({ theme: 'light' })));
  await page.evaluate(() => localStorage.setItem('hearth-first-steps', JSON.stringify({ done: [], dismissed: true })));
  console.info(`pictures of ${WINDOW.width} x ${WINDOW.height} in ${FOLDER}`);
  const blog = await deployExample(page, base, 'Blog on two servers', 'blog');
  await ended(page, blog);
  await deployExample(page, base, 'Diamond', 'diamond');
  await page.waitForTimeout(1000);
  await picture(page, 'stack-live');
  const servers = await deployExample(page, base, 'Three servers, two steps each', 'three-servers');
  await ended(page, servers);
  const broken = await deployExample(page, base, 'Hello', 'greeting');
  await ended(page, broken);
  await page.goto(`${base}/p/default/stacks/${servers}/timeline`);
  await picture(page, 'timeline');
  // Palette, form, text and what is asked for and told stand around the drawing.
  await page.setViewportSize({ width: 1600, height: 1000 });
  await designerDraft(page, base, 'Private network');
  await page.locator('[data-node="resource:web"]').click();
  // What was opened is told for a moment.
  await page.waitForTimeout(8000);
  await picture(page, 'designer');
  await page.setViewportSize(WINDOW);
  await deployExample(page, base, 'Diamond', 'another-diamond');
  await page.goto(`${base}/p/default/stacks`);
  await picture(page, 'stacks');
  await page.evaluate(() => localStorage.setItem('hearth-preferences', JSON.stringify({ theme: 'dark' })));
  await page.goto(`${base}/p/default/stacks/${blog}/graph`);
  await picture(page, 'stack-dark');
  await page.goto(`${base}/p/default/types/OS::Nova::Server`);
  await picture(page, 'catalogue-dark');
} finally {
  await browser.close();
  await stop();
}
