/**
 * How smoothly the canvas moves with 0, 1,000 and 5,000 resources: the built product in a real browser, panned with the wheel and zoomed from everything to
 * near and back. Prints the times between frames; compare them with those of the empty canvas on the same machine, which nothing can be better than.
 * Run with `npm run bench:ui [runs]`. HEARTH_E2E_URL and HEARTH_E2E_DATA use an instance that runs already.
 */
import { cpus } from 'node:os';
import { chromium, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/browser.mjs';
import startInstance from '../../e2e/instance-setup';
import { generatedTemplate } from './generated-template';

const runs = Number(process.argv[2] ?? 3);
const SIZES = [0, 1000, 5000];
const STEPS = 60;

interface Frames {
  median: number;
  p95: number;
  worst: number;
  /** Milliseconds in which the page could do nothing else, of tasks longer than 50. */
  blocked: number;
}

/** Records the time between frames while `move` runs. */
async function frames(page: Page, move: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const record: { times: number[]; blocked: number; running: boolean } = { times: [], blocked: 0, running: true };
    Reflect.set(window, 'hearthFrames', record);
    let last = performance.now();
    const tick = (now: number): void => {
      record.times.push(now - last);
      last = now;
      if (record.running) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) record.blocked += duration - 50; }).observe({ type: 'longtask' });
  });
  await move();
  const { times, blocked } = await page.evaluate((): { times: number[]; blocked: number } => {
    const record: { times: number[]; blocked: number; running: boolean } = Reflect.get(window, 'hearthFrames');
    record.running = false;
    return { times: record.times.slice(2), blocked: record.blocked };
  });
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), worst: at(1), blocked };
}

async function wheel(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.wheel(x, y);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}

async function openDraft(page: Page, url: string, size: number): Promise<number> {
  await page.goto(`${url}/p/default/designer`);
  await page.getByRole('button', { name: /New/ }).first().click();
  await page.waitForURL(/designer\/[0-9a-f-]{36}/);
  await page.getByRole('region', { name: 'Template text' }).waitFor();
  if (size === 0) return 0;
  const text = generatedTemplate(size);
  await page.getByRole('region', { name: 'Template text' }).locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.evaluate((value) => {
    const data = new DataTransfer();
    data.setData('text/plain', value);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await page.getByText(/^Saved/).first().waitFor({ timeout: 120_000 });
  const started = Date.now();
  await page.reload();
  const outline = page.getByRole('region', { name: 'Outline' });
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await outline.or(canvas).first().waitFor({ timeout: 120_000 });
  const opened = Date.now() - started;
  if (await outline.isVisible()) await page.getByRole('button', { name: 'Outline' }).click();
  await canvas.waitFor();
  return opened;
}

function told({ median, p95, worst, blocked }: Frames): string {
  return `median ${median.toFixed(1)} ms, 95 % ${p95.toFixed(1)} ms, worst ${worst.toFixed(0)} ms, blocked ${blocked.toFixed(0)} ms`;
}

const running = process.env.HEARTH_E2E_URL;
const stop = running ? async () => undefined : await startInstance();
const url = process.env.HEARTH_E2E_URL ?? '';
const data = process.env.HEARTH_E2E_DATA ?? '';
const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGUMENTS });
try {
  const link = /https?:\S+\/sign-in\/link\/\S+/.exec(execFileSync(process.execPath, ['dist/sign-in-link.mjs'], { env: { ...process.env, HEARTH_DATA: data, DATABASE_URL: '', PORT: new URL(url).port }, encoding: 'utf8' }))?.[0];
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(link ?? url);
  console.info(`${cpus().length} x ${cpus()[0]?.model.trim()}, ${runs} runs of ${STEPS} steps each, window 1600 x 1000`);
  for (const size of SIZES) {
    const opened = await openDraft(page, url, size);
    console.info(`${size} resources${opened > 0 ? `, opened after ${(opened / 1000).toFixed(1)} s` : ''}`);
    const canvas = page.getByRole('region', { name: 'Canvas' });
    await canvas.focus();
    await page.keyboard.press('1');
    await canvas.waitFor();
    await page.waitForTimeout(1500);
    const shown = await page.locator('#canvas-about').textContent();
    if (shown !== `${size} resources`) throw new Error(`The canvas should show ${size} resources; it shows ${shown}.`);
    const box = await canvas.boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    for (let run = 1; run <= runs; run += 1) {
      await canvas.focus();
      await page.keyboard.press('0');
      await page.waitForTimeout(600);
      const far = await frames(page, async () => { for (let step = 0; step < STEPS; step += 1) await wheel(page, step % 40 < 20 ? 40 : -40, step % 20 < 10 ? 25 : -25); });
      const zoom = await frames(page, async () => {
        await page.keyboard.down('Control');
        for (let step = 0; step < STEPS; step += 1) await wheel(page, 0, step < STEPS / 2 ? -80 : 80);
        for (let step = 0; step < STEPS / 2; step += 1) await wheel(page, 0, -80);
        await page.keyboard.up('Control');
      });
      const near = await frames(page, async () => { for (let step = 0; step < STEPS; step += 1) await wheel(page, step % 40 < 20 ? 40 : -40, step % 20 < 10 ? 25 : -25); });
      console.info(`  run ${run}  pan, all in view: ${told(far)}\n         zoom in and out:  ${told(zoom)}\n         pan, names in view: ${told(near)}`);
    }
  }
} finally {
  await browser.close();
  await stop();
}
