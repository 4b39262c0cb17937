/** What every measurement of the pages begins with: the built product, a browser, and somebody who is signed in. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import startInstance from '../../e2e/instance-setup';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/browser.mjs';

export interface Running {
  /** Without a slash at the end. */
  url: string;
  databaseUrl: string;
  browser: Browser;
  context: BrowserContext;
  page: Page;
  close(): Promise<void>;
}

export const machine = (): string => `${cpus().length} x ${cpus()[0]?.model.trim()}`;

/** Uses the instance of HEARTH_E2E_URL and HEARTH_E2E_DATA where they are given, else starts one. */
export async function openInstance(options: BrowserContextOptions): Promise<Running> {
  const stop = process.env.HEARTH_E2E_URL ? async () => undefined : await startInstance();
  const url = process.env.HEARTH_E2E_URL ?? '';
  const data = process.env.HEARTH_E2E_DATA ?? '';
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGUMENTS });
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const link = /https?:\S+\/sign-in\/link\/\S+/.exec(execFileSync(process.execPath, ['dist/sign-in-link.mjs'], { env: { ...process.env, HEARTH_DATA: data, DATABASE_URL: '', PORT: new URL(url).port }, encoding: 'utf8' }))?.[0];
  if (link === undefined) throw new Error(`No sign-in link could be had from the instance at ${url} with the data in ${data}.`);
  await page.goto(link);
  const instance: { databaseUrl: string } = JSON.parse(readFileSync(path.join(data, 'instance.json'), 'utf8'));
  return {
    url, databaseUrl: instance.databaseUrl, browser, context, page,
    close: async () => {
      await browser.close();
      await stop();
    },
  };
}
