/**
 * How smoothly the canvas moves with 0, 1,000 and 5,000 resources: the built product in a real browser, panned with the wheel and zoomed from everything to
 * near and back, and a card dragged. The empty canvas stands for what the machine can do at all.
 * Run with `npm run bench:ui` or `node scripts/bundle.mjs bench/ui/canvas.ts [runs]`.
 */
import type { Page } from '@playwright/test';
import { FRAME_MS, frames, turn } from './frames';
import { generatedTemplate } from './generated-template';
import { reportMany } from './goal';
import { machine, openInstance } from './instance';

const runs = Number(process.argv[2] ?? 2);
/** Resources, and milliseconds between frames that are the goal; null: there is nothing to be slow. */
const SIZES = [[0, null], [1000, FRAME_MS], [5000, 2 * FRAME_MS]] as const;
const STEPS = 60;

async function openDraft(page: Page, url: string, size: number): Promise<void> {
  await page.goto(`${url}/p/default/designer`);
  if (size === 0) await page.getByRole('button', { name: /New/ }).first().click();
  else await page.getByLabel('Template files').setInputFiles([{ name: `size-${size}`, mimeType: 'text/yaml', buffer: Buffer.from(generatedTemplate(size)) }]);
  await page.waitForURL(/designer\/[0-9a-f-]{36}/, { timeout: 120_000 });
  const outline = page.getByRole('region', { name: 'Outline' });
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await outline.or(canvas).first().waitFor({ timeout: 120_000 });
  if (await outline.isVisible()) await page.getByRole('button', { name: 'Outline' }).click();
  await canvas.waitFor();
}

/** Takes the card nearest to the middle of the view, and puts it back where it was. */
async function drag(page: Page): Promise<void> {
  const from = await page.getByRole('region', { name: 'Canvas' }).evaluate((region) => {
    const view = region.getBoundingClientRect();
    const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
    const centres = [...region.querySelectorAll('[data-node]')].map((node) => node.getBoundingClientRect()).map((box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }));
    const far = ({ x, y }: { x: number; y: number }): number => Math.hypot(x - middle.x, y - middle.y);
    return centres.toSorted((a, b) => far(a) - far(b))[0] ?? null;
  });
  if (from === null) throw new Error('No card is near enough to be an element of the page.');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 0; step < STEPS; step += 1) {
    const away = 6 * Math.min(step, STEPS - step);
    await page.mouse.move(from.x + away, from.y + away / 2);
    await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(resolve); }));
  }
  await page.mouse.up();
}

const { page, url, close } = await openInstance({ viewport: { width: 1600, height: 1000 } });
try {
  console.info(`${machine()}, ${runs} runs of ${STEPS} steps each, window 1600 x 1000`);
  for (const [size, goal] of SIZES) {
    await openDraft(page, url, size);
    const canvas = page.getByRole('region', { name: 'Canvas' });
    await canvas.focus();
    await page.keyboard.press('1');
    await canvas.waitFor();
    await page.waitForTimeout(1500);
    const shown = await page.locator('#canvas-about').textContent();
    if (shown !== `${size} resources`) throw new Error(`The canvas should show ${size} resources; it shows ${shown}.`);
    const box = await canvas.boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    const times: Record<string, number[]> = { 'panned, all in view': [], 'zoomed in and out': [], 'panned, names in view': [] };
    for (let run = 1; run <= runs; run += 1) {
      await canvas.focus();
      await page.keyboard.press('0');
      await page.waitForTimeout(600);
      const pan = async () => { for (let step = 0; step < STEPS; step += 1) await turn(page, step % 40 < 20 ? 40 : -40, step % 20 < 10 ? 25 : -25); };
      times['panned, all in view']?.push(...await frames(page, pan));
      times['zoomed in and out']?.push(...await frames(page, async () => {
        await page.keyboard.down('Control');
        for (let step = 0; step < STEPS; step += 1) await turn(page, 0, step < STEPS / 2 ? -80 : 80);
        for (let step = 0; step < STEPS / 2; step += 1) await turn(page, 0, -80);
        await page.keyboard.up('Control');
      }));
      times['panned, names in view']?.push(...await frames(page, pan));
      if (size > 0) {
        // One that is selected, and near.
        await canvas.focus();
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('.');
        await page.waitForTimeout(800);
        (times['a card dragged'] ??= []).push(...await frames(page, () => drag(page)));
      }
    }
    for (const [what, values] of Object.entries(times)) reportMany({ number: 7, name: `frames of ${size === 0 ? 'an empty canvas' : `${size.toLocaleString('en')} nodes`}, ${what}`, unit: 'ms', limit: goal ?? FRAME_MS }, values);
  }
} finally {
  await close();
}
