/**
 * How long people wait between their click on Deploy and the first state on the screen, and until the stack is done: the built product, a real browser, the
 * example "Hello". Run with `node scripts/bundle.mjs bench/first-change.ts [runs]`.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { chromium, type Page } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from '../scripts/browser.mjs';
import startInstance from '../e2e/instance-setup';

const runs = Number(process.argv[2] ?? 9);

async function measure(page: Page, url: string, name: string): Promise<{ first: number; done: number }> {
  await page.goto(`${url}/p/default/stacks`);
  const card = page.getByRole('button', { name: 'Deploy Hello' });
  const menu = page.getByRole('button', { name: 'New stack' });
  await card.or(menu).first().waitFor();
  if (!(await card.isVisible())) {
    await menu.click();
    await page.getByRole('menuitem', { name: /example/i }).click();
  }
  await card.click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Stack name').fill(name);
  await sheet.getByRole('button', { name: 'Preview the plan' }).click();
  const deploy = sheet.getByRole('button', { name: 'Deploy', exact: true });
  await deploy.waitFor();
  // The clock is the page's own: from the click to the frame in which a resource has a state.
  await page.evaluate(() => {
    const times: Record<string, number> = {};
    Reflect.set(window, 'hearthTimes', times);
    document.addEventListener('click', () => { times.click = performance.now(); }, { capture: true, once: true });
    new MutationObserver(() => {
      if (times.click === undefined) return;
      const states = [...document.querySelectorAll('[data-resource][data-status]')].map((node) => node.getAttribute('data-status'));
      if (times.first === undefined && states.some((state) => state?.startsWith('CREATE_'))) times.first = performance.now();
      if (times.done === undefined && states.length > 1 && states.every((state) => state === 'CREATE_COMPLETE')) times.done = performance.now();
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-status'] });
  });
  await deploy.click();
  await page.waitForFunction(() => Reflect.get(window, 'hearthTimes').done !== undefined);
  const times: { click: number; first: number; done: number } = await page.evaluate(() => Reflect.get(window, 'hearthTimes'));
  return { first: times.first - times.click, done: times.done - times.click };
}

function summary(values: number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return `median ${sorted[sorted.length >> 1]?.toFixed(0)} ms, from ${sorted[0]?.toFixed(0)} to ${sorted.at(-1)?.toFixed(0)} ms (${sorted.length} runs)`;
}

const stop = await startInstance();
const executablePath = await findBrowser();
const browser = await chromium.launch({ args: BROWSER_ARGUMENTS, ...(executablePath ? { executablePath } : {}) });
try {
  const url = process.env.HEARTH_E2E_URL ?? '';
  const environment = { ...process.env, HEARTH_DATA: process.env.HEARTH_E2E_DATA, PORT: new URL(url).port, DATABASE_URL: '' };
  const link = /https?:\S+\/sign-in\/link\/\S+/.exec(execFileSync(process.execPath, ['dist/sign-in-link.mjs'], { env: environment, encoding: 'utf8' }))?.[0] ?? '';
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(link);
  await measure(page, url, 'warm-up');
  const results = [];
  for (let run = 1; run <= runs; run += 1) results.push(await measure(page, url, `run-${run}`));
  console.log(`${cpus().length} x ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`);
  console.log(`click on Deploy to the first state on screen: ${summary(results.map(({ first }) => first))}`);
  console.log(`click on Deploy to everything created:        ${summary(results.map(({ done }) => done))}`);
} finally {
  await browser.close();
  await stop();
}
