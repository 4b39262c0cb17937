/**
 * What a visit of each page costs: the JavaScript that its first paint asks for (gzip), how soon its largest part is there, how much moves afterwards, how
 * long a key takes to show, and how many requests it is. From the built product in a real browser; prints the goals beside the figures and ends with 1 when
 * the size of a page is above its goal. Run with `npm run bench:ui`. HEARTH_E2E_URL and HEARTH_E2E_DATA use an instance that runs already.
 */
import { cpus } from 'node:os';
import { gzipSync } from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { chromium, type Page } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/browser.mjs';
import startInstance from '../../e2e/instance-setup';
import { deployExample, designerDraft } from './visit';

interface Visit {
  name: string;
  path: string;
  /** Kilobytes of JavaScript, gzip; null: no goal of its own. */
  goal: number | null;
}

const KILOBYTE = 1000;

/** JavaScript that the document itself names: what the browser loads before anything is done. */
async function firstScripts(page: Page, url: string): Promise<{ kilobytes: number; files: number }> {
  const html = await (await page.request.get(url)).text();
  // Browsers that know modules do not load what is for those that do not.
  const names = new Set([...html.matchAll(/<script(?![^>]*nomodule)[^>]+src="([^"]+)"(?![^>]*nomodule)/gi)].flatMap(([, source]) => (source === undefined ? [] : [source.replaceAll('&amp;', '&')])));
  let bytes = 0;
  for (const name of names) bytes += gzipSync(await (await page.request.get(new URL(name, url).href)).body()).length;
  return { kilobytes: bytes / KILOBYTE, files: names.size };
}

interface Vitals {
  lcp: number;
  cls: number;
  inp: number;
  requests: number;
  elsewhere: string[];
}

async function vitals(page: Page, url: string): Promise<Vitals> {
  const asked: string[] = [];
  const note = (request: { url(): string; resourceType(): string }): void => { if (/^https?:/.test(request.url()) && /^(xhr|fetch|eventsource|document)$/.test(request.resourceType())) asked.push(request.url()); };
  const elsewhere: string[] = [];
  const foreign = (request: { url(): string }): void => { if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(new URL(url).origin)) elsewhere.push(request.url()); };
  page.on('request', note);
  page.on('request', foreign);
  await page.addInitScript(() => {
    const record = { lcp: 0, cls: 0, inp: 0 };
    Reflect.set(window, 'hearthVitals', record);
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) record.lcp = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!Reflect.get(entry, 'hadRecentInput')) record.cls += Number(Reflect.get(entry, 'value')); }).observe({ type: 'layout-shift', buffered: true });
    const everyEvent: PerformanceObserverInit & { durationThreshold: number } = { type: 'event', buffered: true, durationThreshold: 16 };
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) record.inp = Math.max(record.inp, entry.duration); }).observe(everyEvent);
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(2500);
  for (const key of ['Tab', 'Tab', 'Tab', 'Control+k', 's', 't', 'Escape']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(150);
  }
  const { lcp, cls, inp } = await page.evaluate((): { lcp: number; cls: number; inp: number } => Reflect.get(window, 'hearthVitals'));
  page.off('request', note);
  page.off('request', foreign);
  return { lcp, cls, inp, requests: asked.length, elsewhere };
}

const running = process.env.HEARTH_E2E_URL;
const stop = running ? async () => undefined : await startInstance();
const base = process.env.HEARTH_E2E_URL ?? '';
const data = process.env.HEARTH_E2E_DATA ?? '';
const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGUMENTS });
let missed = 0;
try {
  const link = /https?:\S+\/sign-in\/link\/\S+/.exec(execFileSync(process.execPath, ['dist/sign-in-link.mjs'], { env: { ...process.env, HEARTH_DATA: data, DATABASE_URL: '', PORT: new URL(base).port }, encoding: 'utf8' }))?.[0];
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(link ?? base);
  const stack = await deployExample(page, base, 'Hello', `visited-${Date.now().toString(36)}`);
  const draft = await designerDraft(page, base);
  const visits: readonly Visit[] = [
    { name: 'stacks', path: '/p/default/stacks', goal: 180 },
    ...['graph', 'timeline', 'events', 'resources', 'outputs'].map((tab) => ({ name: `stack, ${tab}`, path: `/p/default/stacks/${stack}/${tab}`, goal: 180 })),
    { name: 'designer, drafts', path: '/p/default/designer', goal: 180 },
    { name: 'designer', path: `/p/default/designer/${draft}`, goal: 420 },
    { name: 'configs', path: '/p/default/configs', goal: 180 },
    { name: 'config', path: '/p/default/configs/new', goal: 420 },
    { name: 'hosts', path: '/p/default/hosts', goal: 180 },
    { name: 'environments', path: '/p/default/environments', goal: 180 },
    { name: 'environment', path: '/p/default/environments/new', goal: 180 },
    { name: 'catalogue', path: '/p/default/types', goal: 180 },
    { name: 'catalogue, a type', path: '/p/default/types/OS::Nova::Server', goal: 180 },
    { name: 'functions', path: '/p/default/functions', goal: 180 },
    { name: 'activity', path: '/p/default/activity', goal: 180 },
    { name: 'settings', path: '/p/default/settings', goal: 180 },
    { name: 'project', path: '/p/default/settings/project', goal: 180 },
    { name: 'about and health', path: '/p/default/settings/about', goal: 180 },
    { name: 'people', path: '/p/default/people', goal: 180 },
    { name: 'API access', path: '/p/default/access', goal: 180 },
    { name: 'connections', path: '/p/default/connections', goal: 180 },
    { name: 'API reference', path: '/api-reference', goal: 180 },
  ];
  console.info(`${cpus().length} x ${cpus()[0]?.model.trim()}, window 1280 x 900, one visit each; goals: LCP 1800 ms, CLS 0.02, INP 150 ms, 6 requests`);
  for (const { name, path, goal } of visits) {
    const url = base + path;
    const { kilobytes, files } = await firstScripts(page, url);
    const visitor = await context.newPage();
    const { lcp, cls, inp, requests, elsewhere } = await vitals(visitor, url);
    await visitor.close();
    const over = goal !== null && kilobytes > goal;
    if (over || elsewhere.length > 0) missed += 1;
    console.info(`  ${name.padEnd(20)} ${kilobytes.toFixed(0).padStart(4)} kB in ${String(files).padStart(2)} files${goal === null ? '' : `, goal ${goal}${over ? ', MISSED' : ''}`}; LCP ${lcp.toFixed(0)} ms, CLS ${cls.toFixed(3)}, INP ${inp.toFixed(0)} ms, ${requests} requests${elsewhere.length > 0 ? `; ELSEWHERE: ${elsewhere.join(' ')}` : ''}`);
  }
} finally {
  await browser.close();
  await stop();
}
process.exitCode = missed === 0 ? 0 : 1;
