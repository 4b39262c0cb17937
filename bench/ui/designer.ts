/**
 * What the designer promises, measured in the built product with a real browser: how soon a keystroke is on the canvas and a form's change in the text, how long a
 * keystroke waits, how soon a template of 1,000 resources is open, and how much memory it takes. Prints each figure beside its goal.
 * Run with `npm run bench:designer [keystrokes]`.
 */
import type { CDPSession, Page } from '@playwright/test';
import { linedTemplate } from './generated-template';
import { report, reportMany } from './goal';
import { machine, openInstance } from './instance';

const strokes = Number(process.argv[2] ?? 30);
const BETWEEN_MS = 120;

interface Typing {
  delays: number[];
  latencies: number[];
  last: number;
  wanted: string | null;
  /** Milliseconds of the longest task. */
  longest: number;
}

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

/** When the drawing was first on the screen, and when its canvas was, told by the page itself: the frame after the one in which it is there. */
async function watchPaint(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tell = (name: string, selector: string): void => {
      const look = (): void => {
        if (document.querySelector(selector) === null) requestAnimationFrame(look);
        else requestAnimationFrame(() => Reflect.set(window, name, performance.now()));
      };
      requestAnimationFrame(look);
    };
    tell('hearthPicture', '[data-first-picture], #canvas-about');
    tell('hearthPainted', '#canvas-about');
  });
}

async function open(page: Page, url: string, size: number): Promise<{ picture: number; painted: number; ready: number }> {
  await page.goto(`${url}/p/default/designer`);
  await page.getByLabel('Template files').setInputFiles([{ name: `size-${size}`, mimeType: 'text/yaml', buffer: Buffer.from(linedTemplate(size)) }]);
  await page.waitForURL(/designer\/[0-9a-f-]{36}/, { timeout: 120_000 });
  await page.getByRole('region', { name: 'Canvas' }).or(page.getByRole('region', { name: 'Outline' })).first().waitFor({ timeout: 120_000 });
  await page.waitForTimeout(1500);
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('#canvas-about').waitFor({ state: 'attached', timeout: 120_000 });
  await page.locator('.cm-content').waitFor({ timeout: 120_000 });
  // Ready when a task of the page gets its turn at once.
  const ready = await page.evaluate(() => new Promise<number>((resolve) => { const look = (): void => { const asked = performance.now(); setTimeout(() => (performance.now() - asked < 30 ? resolve(asked) : look())); }; look(); }));
  const [picture = 0, painted = 0] = await page.evaluate(() => [Number(Reflect.get(window, 'hearthPicture')), Number(Reflect.get(window, 'hearthPainted'))]);
  return { picture, painted, ready };
}

/** Megabytes of the page's own heap and of those of its workers. */
async function heap(session: CDPSession): Promise<number> {
  const workers: string[] = [];
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => { if (targetInfo.type === 'worker') workers.push(sessionId); });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  let bytes = (await session.send('Runtime.getHeapUsage')).usedSize;
  for (const sessionId of workers) {
    const answer = new Promise<number>((resolve) => {
      session.on('Target.receivedMessageFromTarget', ({ sessionId: from, message }) => { if (from === sessionId) resolve(Number(JSON.parse(message).result?.usedSize ?? 0)); });
    });
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' }) });
    bytes += await answer;
  }
  console.info(`        with ${workers.length} workers`);
  return bytes / 1e6;
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
  reportMany({ number: 5, name: `keystroke on the canvas, ${size} resources`, unit: 'ms', limit: goal }, one.latencies);
  // In one go, as fast as people type: each key waits for the work of those before it.
  await page.evaluate(() => { const kept: Typing = Reflect.get(window, 'hearthTyping'); kept.delays = []; kept.longest = 0; });
  for (let stroke = 0; stroke < strokes * 2; stroke += 1) await page.keyboard.type('abcdefghij'[stroke % 10] ?? 'a', { delay: BETWEEN_MS });
  const many: Typing = await page.evaluate(() => Reflect.get(window, 'hearthTyping'));
  reportMany({ number: 6, name: `wait of a key while typing on, ${size} resources`, unit: 'ms', limit: 16 }, many.delays);
  console.info(`        longest task ${many.longest.toFixed(0)} ms`);
}

/** From Enter in a field of the form to the text: the name of the resource gets another value each time. */
async function editing(page: Page, size: number, goal: number): Promise<void> {
  const field = page.getByRole('region', { name: 'Inspector' }).locator('[data-property$=".properties.name"] input').first();
  await field.waitFor();
  const times: number[] = [];
  for (let run = 0; run < 12; run += 1) {
    await field.fill(`called-${run}`);
    const taken = page.evaluate((value) => new Promise<number>((resolve, reject) => {
      const content = document.querySelector('.cm-content');
      const view = content === null ? null : Reflect.get(Reflect.get(content, 'cmTile') ?? Reflect.get(content, 'cmView'), 'view');
      const given = setTimeout(() => reject(new Error(`"${value}" did not come into the text.`)), 10_000);
      window.addEventListener('keydown', (event) => {
        const look = (): void => {
          if (!String(view.state.doc).includes(`name: ${value}`)) return void requestAnimationFrame(look);
          clearTimeout(given);
          requestAnimationFrame(() => resolve(performance.now() - event.timeStamp));
        };
        requestAnimationFrame(look);
      }, { capture: true, once: true });
      Reflect.set(window, 'hearthListens', true);
    }), `called-${run}`);
    await page.waitForFunction(() => Reflect.get(window, 'hearthListens'));
    await field.press('Enter');
    times.push(await taken);
    await page.evaluate(() => Reflect.set(window, 'hearthListens', false));
    await page.waitForTimeout(300);
  }
  reportMany({ number: 5, name: `form to text, ${size} resources`, unit: 'ms', limit: goal }, times);
}

const { page, url, close } = await openInstance({ viewport: { width: 1600, height: 1000 } });
try {
  const session = await page.context().newCDPSession(page);
  await watchPaint(page);
  console.info(`${machine()}, ${strokes} keystrokes, window 1600 x 1000`);
  for (const [size, goal] of [[200, 100], [1000, 300]] as const) {
    const { picture, painted, ready } = await open(page, url, size);
    if (size === 1000) {
      report({ number: 8, name: '1000 resources: first picture of the graph', figure: picture, unit: 'ms', limit: 800, more: `its canvas ${painted.toFixed(0)} ms` });
      report({ number: 8, name: '1000 resources: ready for input', figure: ready, unit: 'ms', limit: 1500 });
    }
    await page.waitForTimeout(3000);
    if (size === 1000) report({ number: 22, name: '1000 resources: memory of scripts', figure: await heap(session), unit: 'MB', limit: 250 });
    await typing(page, size, goal);
    await editing(page, size, goal);
  }
} finally {
  await close();
}
