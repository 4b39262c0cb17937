/** Which scripts a page asks for until what somebody came for is on the screen. What it asks for afterwards delays nothing of it. */
import type { Page } from '@playwright/test';

export interface UntilShown {
  /** Milliseconds from the beginning of the visit to the frame after the one in which it was there. */
  shown: number;
  scripts: string[];
}

/** Goes to the address; resolves when what `content` selects is on the screen. */
export async function visitUntil(page: Page, url: string, content: string): Promise<UntilShown> {
  await page.addInitScript((selector) => {
    const look = (): void => {
      if (document.querySelector(selector) === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => Reflect.set(window, 'hearthShown', performance.now()));
    };
    requestAnimationFrame(look);
  }, content);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => Reflect.get(window, 'hearthShown') !== undefined, undefined, { timeout: 60_000 });
  return page.evaluate(() => {
    const shown = Number(Reflect.get(window, 'hearthShown'));
    return { shown, scripts: performance.getEntriesByType('resource').filter(({ name, startTime }) => startTime <= shown && /\.js(\?|$)/.test(name)).map(({ name }) => name) };
  });
}
