/** Steps that people take, used by several browser tests: all through the page, nothing around it. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Page } from '@playwright/test';
import { expect, type RunningInstance } from './fixtures';

export const STACKS = '/p/default/stacks';

/** Opens the deploy sheet of an example, from the gallery of an empty project or from the menu of one that has stacks. */
export async function openExample(page: Page, title: string): Promise<void> {
  await page.goto(STACKS);
  const card = page.getByRole('button', { name: `Deploy ${title}` });
  const menu = page.getByRole('button', { name: 'New stack' });
  const all = page.getByRole('button', { name: /^Show all \d+ examples$/ });
  await expect(card.or(menu).or(all).first()).toBeVisible();
  if (!(await card.isVisible()) && (await all.isVisible())) await all.click();
  else if (!(await card.isVisible())) {
    await menu.click();
    await page.getByRole('menuitem', { name: /example/i }).click();
  }
  await card.click();
  await expect(page.getByRole('dialog', { name: /Deploy/ })).toBeVisible();
}

/** Fills in the sheet, looks at the plan, deploys; ends on the page of the stack, whose address it answers. */
export async function deploySheet(page: Page, name: string | null, parameters: Record<string, string> = {}): Promise<string> {
  const sheet = page.getByRole('dialog');
  if (name !== null) await sheet.getByLabel('Stack name').fill(name);
  for (const [label, value] of Object.entries(parameters)) {
    const control = sheet.getByLabel(label, { exact: true });
    if ((await control.getAttribute('role')) === 'switch') {
      if ((await control.getAttribute('aria-checked')) !== value) await control.click();
    } else await control.fill(value);
  }
  await sheet.getByRole('button', { name: 'Preview the plan' }).click();
  await sheet.getByRole('button', { name: /^Deploy( anyway)?$/ }).click();
  await page.waitForURL(/\/stacks\/[0-9a-f-]{36}\/graph/);
  return page.url().replace(/\/graph.*/, '');
}

/** Marks the document, so that a test can tell that the page was never loaded anew. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute('data-same-document', 'yes'));
}

export async function expectNotReloaded(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.getAttribute('data-same-document'))).toBe('yes');
}

export async function expectStackState(page: Page, label: string, timeout = 45_000): Promise<void> {
  await expect(page.locator('header', { has: page.getByRole('heading', { level: 1 }) }).getByText(label, { exact: true }).first()).toBeVisible({ timeout });
}

export async function openTab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click();
}

/** Files that scripts of sandbox servers wrote, by path within the server's directory: one text a server. */
export async function sandboxFiles(instance: RunningInstance, relativePath: string): Promise<string[]> {
  const { readdir, readFile } = await import('node:fs/promises');
  const root = `${instance.dataDirectory}/sandbox`;
  const servers = await readdir(root).catch(() => []);
  const texts = await Promise.all(servers.map((server) => readFile(`${root}/${server}/${relativePath}`, 'utf8').catch(() => null)));
  return texts.filter((text) => text !== null);
}

export interface WorkflowCall {
  path: string;
  body: { inputs: Record<string, unknown>; signal_url: string };
}

/** A small workflow service: remembers what it is asked, and signals when the test says so. */
export async function workflowService(): Promise<{ url: string; calls: WorkflowCall[]; close(): Promise<void> }> {
  const calls: WorkflowCall[] = [];
  const server: Server = createServer((request, response) => {
    void read(request).then((text) => {
      calls.push({ path: request.url ?? '', body: text === '' ? {} : JSON.parse(text) });
      response.writeHead(202, { 'content-type': 'application/json' }).end('{"accepted": true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the workflow service has no port');
  return { url: `http://127.0.0.1:${address.port}`, calls, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }) };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

export async function signal(url: string, body: unknown): Promise<number> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return response.status;
}
