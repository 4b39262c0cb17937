/**
 * What a visit of each page costs: the JavaScript that its document names (gzip) and what it has asked for until its content is there, how soon its largest part
 * is painted, how much moves, how long a key takes to show, and how many requests it is. From the built product in a real browser; prints the goals beside the
 * figures and ends with 1 when the size of a page is above its goal. Run with `npm run bench:ui`. HEARTH_BENCH_SLOW=4 makes the processor so much slower.
 */
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { isMet, report } from './goal';
import { machine, openInstance } from './instance';
import { visitUntil } from './scripts';
import { deployExample, designerDraft } from './visit';

interface Visit {
  name: string;
  path: string;
  /** Kilobytes of JavaScript, gzip. */
  goal: number;
  /** What a visitor came for. */
  content: string;
  /** Whether the goal is for all that was loaded until the content was there, and not for what the document names. */
  whole?: boolean;
}

const KILOBYTE = 1000;
const SLOW = Number(process.env.HEARTH_BENCH_SLOW ?? 1);
/** Milliseconds in which a page may move or ask for more after it has loaded. */
const SETTLES = 1500;

const sizes = new Map<string, number>();

async function gzipped(page: Page, address: string): Promise<number> {
  const known = sizes.get(address);
  if (known !== undefined) return known;
  const size = gzipSync(await (await page.request.get(address)).body()).length;
  sizes.set(address, size);
  return size;
}

async function kilobytes(page: Page, addresses: Iterable<string>): Promise<number> {
  let bytes = 0;
  for (const address of new Set(addresses)) bytes += await gzipped(page, address);
  return bytes / KILOBYTE;
}

/** JavaScript that the document itself names: what the browser loads before anything is done. Browsers that know modules do not load what is for those that do not. */
async function firstScripts(page: Page, url: string): Promise<string[]> {
  const html = await (await page.request.get(url)).text();
  return [...html.matchAll(/<script(?![^>]*nomodule)[^>]+src="([^"]+)"(?![^>]*nomodule)/gi)].flatMap(([, source]) => (source === undefined ? [] : [new URL(source.replaceAll('&amp;', '&'), url).href]));
}

interface Vitals {
  /** Scripts that were asked for until the content was there. */
  scripts: string[];
  shown: number;
  lcp: number;
  cls: number;
  inp: number;
  moved: string[];
  requests: number;
  elsewhere: string[];
}

async function vitals(page: Page, url: string, content: string): Promise<Vitals> {
  const asked: string[] = [];
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && /^(xhr|fetch|eventsource|document)$/.test(request.resourceType())) asked.push(request.url());
    if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(new URL(url).origin)) elsewhere.push(request.url());
  });
  if (SLOW > 1) await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOW });
  await page.addInitScript(() => {
    const record: { lcp: number; cls: number; inp: number; moved: string[] } = { lcp: 0, cls: 0, inp: 0, moved: [] };
    Reflect.set(window, 'hearthVitals', record);
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) record.lcp = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (Reflect.get(entry, 'hadRecentInput')) continue;
        record.cls += Number(Reflect.get(entry, 'value'));
        const sources: { node: Node | null }[] = Reflect.get(entry, 'sources');
        record.moved.push(...sources.map(({ node }) => (node instanceof Element ? `${node.tagName.toLowerCase()}.${node.className.toString().slice(0, 60)}` : String(node?.textContent))));
      }
    }).observe({ type: 'layout-shift', buffered: true });
    const everyEvent: PerformanceObserverInit & { durationThreshold: number } = { type: 'event', buffered: true, durationThreshold: 16 };
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) record.inp = Math.max(record.inp, entry.duration); }).observe(everyEvent);
  });
  const { shown, scripts } = await visitUntil(page, url, content);
  await page.waitForLoadState('load');
  await page.waitForTimeout(SETTLES * Math.min(2, SLOW));
  for (const key of ['Tab', 'Tab', 'Tab', 'Control+k', 's', 't', 'Escape']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(120);
  }
  const record = await page.evaluate((): { lcp: number; cls: number; inp: number; moved: string[] } => Reflect.get(window, 'hearthVitals'));
  return { ...record, scripts, shown, requests: asked.length, elsewhere };
}

const { page, context, url: base, close } = await openInstance({ viewport: { width: 1280, height: 900 } });
let missed = 0;
try {
  const stack = await deployExample(page, base, 'Hello', `visited-${Date.now().toString(36)}`);
  const draft = await designerDraft(page, base);
  const visits: readonly Visit[] = [
    { name: 'stacks', path: '/p/default/stacks', goal: 180, content: '[data-row] a' },
    { name: 'stack, graph', path: `/p/default/stacks/${stack}/graph`, goal: 180, content: '[data-resource]' },
    { name: 'stack, timeline', path: `/p/default/stacks/${stack}/timeline`, goal: 180, content: '[data-bar]' },
    { name: 'stack, events', path: `/p/default/stacks/${stack}/events`, goal: 180, content: '[data-event]' },
    { name: 'stack, resources', path: `/p/default/stacks/${stack}/resources`, goal: 180, content: '[data-row]' },
    { name: 'stack, outputs', path: `/p/default/stacks/${stack}/outputs`, goal: 180, content: 'main h2, main table, main li' },
    { name: 'designer, drafts', path: '/p/default/designer', goal: 180, content: 'main h1' },
    { name: 'designer', path: `/p/default/designer/${draft}`, goal: 420, content: '#canvas-about', whole: true },
    { name: 'configs', path: '/p/default/configs', goal: 180, content: 'main h1' },
    { name: 'config', path: '/p/default/configs/new', goal: 420, content: '.cm-content', whole: true },
    ...[
      ['hosts', 'hosts'], ['environments', 'environments'], ['environment', 'environments/new'], ['catalogue', 'types'], ['catalogue, a type', 'types/OS::Nova::Server'], ['functions', 'functions'], ['activity', 'activity'],
      ['settings', 'settings'], ['project', 'settings/project'], ['about and health', 'settings/about'], ['people', 'people'], ['API access', 'access'], ['connections', 'connections'],
    ].map(([name = '', path]) => ({ name, path: `/p/default/${path}`, goal: 180, content: 'main h1, main h2' })),
    { name: 'API reference', path: '/api-reference', goal: 180, content: 'h1' },
  ];
  console.info(`${machine()}, window 1280 x 900, one visit each${SLOW > 1 ? `, processor ${SLOW} times slower` : ''}`);
  const worst: Record<'lcp' | 'cls' | 'inp' | 'requests', { figure: number; name: string }> = { lcp: { figure: 0, name: '' }, cls: { figure: 0, name: '' }, inp: { figure: 0, name: '' }, requests: { figure: 0, name: '' } };
  const elsewhere: string[] = [];
  let common: ReadonlySet<string> | null = null;
  for (const { name, path, goal, content, whole = false } of visits) {
    const url = base + path;
    const visitor = await context.newPage();
    const seen = await vitals(visitor, url, content);
    await visitor.close();
    const first = await firstScripts(page, url);
    const named = await kilobytes(page, first);
    common = new Set(common === null ? first : first.filter((each) => common?.has(each)));
    const all = await kilobytes(page, [...first, ...seen.scripts]);
    const size = { number: 18, name: `scripts of ${name}${whole ? ', until its content is there' : ''}`, figure: whole ? all : named, unit: 'kB', limit: goal, more: `${whole ? `the document names ${named.toFixed(0)}` : `${all.toFixed(0)} until its content is there`}, after ${seen.shown.toFixed(0)} ms; LCP ${seen.lcp.toFixed(0)} ms, CLS ${seen.cls.toFixed(3)}, INP ${seen.inp.toFixed(0)} ms, ${seen.requests} requests` };
    report(size);
    if (!isMet(size)) missed += 1;
    for (const key of ['lcp', 'cls', 'inp', 'requests'] as const) if (seen[key] > worst[key].figure) worst[key] = { figure: seen[key], name };
    if (seen.cls > 0.02) console.info(`          moved: ${seen.moved.slice(0, 6).join(' | ')}`);
    elsewhere.push(...seen.elsewhere);
  }
  console.info(`          ${(await kilobytes(page, common ?? [])).toFixed(0)} kB in ${common?.size ?? 0} files are the same for every page: React, Next and the cache of queries`);
  report({ number: 19, name: 'LCP, the slowest page', figure: worst.lcp.figure, unit: 'ms', limit: 1800, more: worst.lcp.name });
  report({ number: 19, name: 'CLS, the page that moves most', figure: worst.cls.figure, unit: '', limit: 0.02, more: worst.cls.name });
  report({ number: 19, name: 'INP, the slowest page', figure: worst.inp.figure, unit: 'ms', limit: 150, more: worst.inp.name });
  report({ number: 20, name: 'requests, the page with most', figure: worst.requests.figure, unit: '', limit: 6, more: worst.requests.name });
  report({ number: 23, name: 'requests to other hosts', figure: elsewhere.length, unit: '', limit: 0, more: elsewhere.slice(0, 3).join(' ') });
} finally {
  await close();
}
process.exitCode = missed === 0 ? 0 : 1;
