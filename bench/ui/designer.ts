/**
 * What the designer promises, measured in the built product with a real browser: how soon a keystroke is on the canvas and a form's change in the text, how long a
 * keystroke waits, how soon a template of 1,000 resources is open, and how much memory it takes. Prints each figure beside its goal.
 * Run with `npm run bench:designer [keystrokes]`. HEARTH_E2E_URL and HEARTH_E2E_DATA use an instance that runs already.
 */
import { cpus } from 'node:os';
import { execFileSync } from 'node:child_process';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/browser.mjs';
import startInstance from '../../e2e/instance-setup';
import { linedTemplate } from './generated-template';

const strokes = Number(process.argv[2] ?? 40);
const BETWEEN_MS = 120;

interface Typing {
  delays: number[];
  latencies: number[];
  last: number;
  wanted: string | null;
  /** Milliseconds of the longest task. */
  longest: number;
}

function told(name: string, figure: number, unit: string, goal: number): void {
  console.info(`${figure <= goal ? 'met   ' : 'MISSED'}  ${name.padEnd(66)} ${figure.toFixed(figure < 10 ? 1 : 0).padStart(7)} ${unit}   goal ${goal} ${unit}`);
}

const at = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

/** How long each key waits for the page, and when the name that it makes is on the canvas. */
async function record(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept: Typing = { delays: [], latencies: [], last: 0, wanted: null, longest: 0 };
    Reflect.set(window, 'hearthTyping', kept);
    window.addEventListener('keydown', (event) => {
      if (event.key.length !== 1) return;
      const now = performance.now();
      kept.delays.push(now - event.timeStamp);
      kept.last = event.timeStamp;
    }, { capture: true });
    new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) kept.longest = Math.max(kept.longest, duration); }).observe({ type: 'longtask' });
    const look = (): void => {
      if (kept.wanted !== null && document.querySelector(`[data-node="${CSS.escape(kept.wanted)}"]`) !== null) {
        kept.latencies.push(performance.now() - kept.last);
        kept.wanted = null;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

async function open(page: Page, url: string, size: number): Promise<{ painted: number; ready: number }> {
  await page.goto(`${url}/p/default/designer`);
  await page.getByLabel('Template files').setInputFiles([{ name: `size-${size}`, mimeType: 'text/yaml', buffer: Buffer.from(linedTemplate(size)) }]);
  await page.waitForURL(/designer\/[0-9a-f-]{36}/, { timeout: 120_000 });
  await page.getByRole('region', { name: 'Canvas' }).or(page.getByRole('region', { name: 'Outline' })).first().waitFor({ timeout: 120_000 });
  await page.waitForTimeout(1500);
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('#canvas-about').waitFor({ state: 'attached', timeout: 120_000 });
  const painted = await page.evaluate(() => new Promise<number>((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))); }));
  await page.locator('.cm-content').waitFor({ timeout: 120_000 });
  // Ready when a task of the page gets its turn at once.
  const ready = await page.evaluate(() => new Promise<number>((resolve) => { const look = (): void => { const asked = performance.now(); setTimeout(() => (performance.now() - asked < 30 ? resolve(asked) : look())); }; look(); }));
  return { painted, ready };
}

async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
}

async function typing(page: Page, size: number, goal: number): Promise<void> {
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await canvas.focus();
  await page.keyboard.press('2');
  await page.locator('.cm-content').waitFor();
  // The card of what is typed has to be an element of the page: it is selected.
  const middle = `net_${Math.ceil(size / 10)}`;
  await page.evaluate((name) => {
    const content = document.querySelector('.cm-content');
    const view = content === null ? null : Reflect.get(Reflect.get(content, 'cmTile') ?? Reflect.get(content, 'cmView'), 'view');
    const found = String(view.state.doc).indexOf(`\n  ${name}:`) + 3 + name.length;
    view.dispatch({ selection: { anchor: found }, scrollIntoView: true });
    view.focus();
  }, middle);
  await page.waitForTimeout(1200);
  await record(page);
  let name = middle;
  for (let stroke = 0; stroke < strokes; stroke += 1) {
    const letter = 'abcdefghij'[stroke % 10] ?? 'a';
    name += letter;
    await page.evaluate((key) => { Reflect.get(window, 'hearthTyping').wanted = key; }, `resource:${name}`);
    await page.keyboard.type(letter);
    await page.waitForFunction(() => Reflect.get(window, 'hearthTyping').wanted === null, undefined, { timeout: 20_000 }).catch(() => undefined);
    await page.waitForTimeout(BETWEEN_MS);
  }
  const one: Typing = await page.evaluate(() => Reflect.get(window, 'hearthTyping'));
  told(`keystroke on the canvas, ${size} resources, 95 % of ${one.latencies.length}`, at(one.latencies, 0.95), 'ms', goal);
  console.info(`        median ${at(one.latencies, 0.5).toFixed(0)} ms`);
  // In one go, as fast as people type: each key waits for the work of those before it.
  await page.evaluate(() => { const kept: Typing = Reflect.get(window, 'hearthTyping'); kept.delays = []; kept.longest = 0; });
  for (let stroke = 0; stroke < strokes * 2; stroke += 1) await page.keyboard.type('abcdefghij'[stroke % 10] ?? 'a', { delay: BETWEEN_MS });
  const many: Typing = await page.evaluate(() => Reflect.get(window, 'hearthTyping'));
  told(`wait of a key while typing on, ${size} resources, 95 % of ${many.delays.length}`, at(many.delays, 0.95), 'ms', 16);
  console.info(`        median ${at(many.delays, 0.5).toFixed(1)} ms, worst ${at(many.delays, 1).toFixed(0)} ms, longest task ${many.longest.toFixed(0)} ms`);
}

/** From a press of Delete in a form's place, an edit of the canvas, to the text: a property is removed and undone. */
async function editing(page: Page, size: number, goal: number): Promise<void> {
  const times: number[] = [];
  await page.getByRole('region', { name: 'Canvas' }).focus();
  for (let run = 0; run < 10; run += 1) {
    times.push(await page.evaluate(() => new Promise<number>((resolve) => {
      const content = document.querySelector('.cm-content');
      const view = content === null ? null : Reflect.get(Reflect.get(content, 'cmTile') ?? Reflect.get(content, 'cmView'), 'view');
      const before = view.state.doc;
      const began = performance.now();
      const button = document.querySelector<HTMLButtonElement>('[aria-label="Inspector"] button[aria-label^="Remove "]');
      if (button === null) { resolve(Number.NaN); return; }
      button.click();
      const look = (): void => { if (view.state.doc === before) requestAnimationFrame(look); else requestAnimationFrame(() => resolve(performance.now() - began)); };
      look();
    })));
    await page.keyboard.press('Control+z');
    await page.waitForTimeout(400);
  }
  told(`form to text, ${size} resources, 95 % of ${times.length}`, at(times, 0.95), 'ms', goal);
}

const running = process.env.HEARTH_E2E_URL;
const stop = running ? async () => undefined : await startInstance();
const url = process.env.HEARTH_E2E_URL ?? '';
const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGUMENTS });
try {
  const link = /https?:\S+\/sign-in\/link\/\S+/.exec(execFileSync(process.execPath, ['dist/sign-in-link.mjs'], { env: { ...process.env, HEARTH_DATA: process.env.HEARTH_E2E_DATA ?? '', DATABASE_URL: '', PORT: new URL(url).port }, encoding: 'utf8' }))?.[0];
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(link ?? url);
  console.info(`${cpus().length} x ${cpus()[0]?.model.trim()}, ${strokes} keystrokes, window 1600 x 1000`);
  for (const [size, goal] of [[200, 100], [1000, 300]] as const) {
    const { painted, ready } = await open(page, url, size);
    if (size === 1000) {
      told('1000 resources: first picture of the graph', painted, 'ms', 800);
      told('1000 resources: ready for input', ready, 'ms', 1500);
    }
    await page.waitForTimeout(3000);
    if (size === 1000) told('1000 resources: memory of scripts', await heap(session), 'MB', 250);
    await typing(page, size, goal);
    await editing(page, size, goal);
  }
} finally {
  await browser.close();
  await stop();
}
