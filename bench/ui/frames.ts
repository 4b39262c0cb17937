/** How smoothly a page moves: the times between its frames. */
import type { Page } from '@playwright/test';

/** One frame of a screen of 60 a second, and what the clock of the browser rounds. */
export const FRAME_MS = 17;

/** Milliseconds between the frames that were drawn while `work` went on. */
export async function frames(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    let last = performance.now();
    const tick = (now: number) => {
      times.push(now - last);
      last = now;
      if (Reflect.get(window, 'hearthFrames') === times) requestAnimationFrame(tick);
    };
    Reflect.set(window, 'hearthFrames', times);
    requestAnimationFrame(tick);
  });
  await work();
  return page.evaluate(() => {
    const times: number[] = Reflect.get(window, 'hearthFrames');
    Reflect.set(window, 'hearthFrames', null);
    return times.slice(2);
  });
}

/** One turn of the wheel a frame. */
export async function turn(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.wheel(x, y);
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(resolve); }));
}

/** Forth and back. */
export async function wheel(page: Page, steps: number, x: number, y: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) await turn(page, x, step < steps / 2 ? y : -y);
}
