/**
 * What every browser test starts from: a running instance, and a page of somebody who has signed in with a real one-time link. Each process of Playwright has
 * an instance of its own, so that tests of one never see what those of another make.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { test as base, type BrowserContextOptions } from '@playwright/test';
import startInstance from './instance-setup';

export { expect } from '@playwright/test';

export interface RunningInstance {
  /** Without a slash at the end. */
  readonly url: string;
  readonly dataDirectory: string;
  /** Connection URL of its database. */
  databaseUrl(): string;
  /** Process id of one of its processes, now: it changes when the process is started again. */
  pidOf(name: 'worker' | 'web'): number;
  /** A new one-time link. */
  signInLink(): Promise<string>;
}

type StorageState = BrowserContextOptions['storageState'];

export const test = base.extend<object, { instance: RunningInstance; signedIn: StorageState }>({
  instance: [
    async ({ browserName: _ }, provide, { workerIndex }) => {
      const stop = await startInstance(`test-results/hearth-logs/${workerIndex}`);
      await provide(runningInstance());
      await stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  signedIn: [
    async ({ browser, instance }, provide) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(await instance.signInLink());
      const state = await context.storageState();
      await context.close();
      await provide(state);
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ instance }, provide) => provide(instance.url),
  storageState: async ({ signedIn }, provide) => provide(signedIn),
});

function runningInstance(): RunningInstance {
  const { HEARTH_E2E_URL: url, HEARTH_E2E_DATA: dataDirectory } = process.env;
  if (!url || !dataDirectory) throw new Error('No instance runs for these tests.');
  const record = () => JSON.parse(readFileSync(path.join(dataDirectory, 'instance.json'), 'utf8'));
  return {
    url,
    dataDirectory,
    databaseUrl: () => record().databaseUrl,
    pidOf: (name) => record().children[name].pid,
    async signInLink() {
      const environment = { ...process.env, HEARTH_DATA: dataDirectory, DATABASE_URL: '', PORT: new URL(url).port };
      const { stdout } = await promisify(execFile)(process.execPath, ['dist/sign-in-link.mjs'], { env: environment });
      const link = /https?:\S+\/sign-in\/link\/\S+/.exec(stdout)?.[0];
      if (!link) throw new Error(`No link in: ${stdout}`);
      return link;
    },
  };
}
