/**
 * Pictures of the main pages in both themes, compared with those beside this file. What changes with time is covered; a few pixels may differ. They are made
 * anew with `npx playwright test e2e/visual.spec.ts --update-snapshots`.
 */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { NOON, type Pictured, picturedProject, PROJECT } from './pictured';

const THEMES = ['light', 'dark'] as const;
const LOADING = '[role="status"][aria-label^="Loading"], [role="status"][aria-label^="Opening"], [data-arranging]';

interface Picture {
  name: string;
  path: string | ((made: Pictured) => string);
  /** What must be there before the picture is taken. */
  shows: string;
  /** Done before the picture is taken; answers what it is of, where that is not all of the page. */
  first?: (page: Page) => Promise<Locator | void>;
}

const stackView = (name: string, view: string) => ({ stacks }: Pictured): string => `/p/${PROJECT}/stacks/${stacks.get(name)}/${view}`;

const PICTURES: readonly Picture[] = [
  { name: 'environment', path: '/p/default/environments/new', shows: 'input' },
  { name: 'type', path: '/p/default/types/OS::Heat::WaitCondition', shows: 'h1' },
  { name: 'functions', path: '/p/default/functions', shows: 'h2' },
  { name: 'profile', path: '/p/default/settings', shows: 'h1' },
  { name: 'new-config', path: '/p/default/configs/new', shows: '.cm-content' },
  { name: 'home', path: `/p/${PROJECT}/stacks?sort=name-up`, shows: 'text=waits' },
  { name: 'stack-graph', path: stackView('shop', 'graph'), shows: '[data-resource="name"]' },
  { name: 'stack-failed', path: stackView('shop-broken', 'graph'), shows: '[data-resource="name"]' },
  { name: 'stack-timeline', path: stackView('shop-rolled', 'timeline'), shows: '[data-bar]' },
  { name: 'stack-resources', path: stackView('shop', 'resources'), shows: '[data-row]' },
  { name: 'designer', path: ({ draft }) => `/p/${PROJECT}/designer/${draft}`, shows: '.cm-content', first: async (page) => { await page.locator('[data-node="resource:server"]').click(); await expect(page.getByRole('region', { name: 'Inspector' }).locator('[data-property]').first()).toBeVisible(); } },
  { name: 'deploy', path: `/p/${PROJECT}/stacks?sort=name-up`, shows: 'text=waits', first: deploySheet },
  { name: 'hosts', path: `/p/${PROJECT}/hosts`, shows: 'h1, h2' },
  { name: 'configs', path: `/p/${PROJECT}/configs`, shows: 'text=install' },
  { name: 'environments', path: `/p/${PROJECT}/environments`, shows: 'text=production' },
];

async function deploySheet(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'New stack' }).click();
  await page.getByRole('menuitem', { name: /example/i }).click();
  await page.getByRole('button', { name: 'Deploy Diamond', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Deploy' });
  await sheet.getByRole('button', { name: 'Preview the plan' }).click();
  await expect(sheet.locator('[data-resource="finish"]')).toBeVisible();
  return sheet;
}

async function still(page: Page, shows: string): Promise<void> {
  await page.waitForLoadState('load');
  // However busy the machine is.
  await expect(page.locator('main').locator(shows).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.locator(LOADING)).toHaveCount(0, { timeout: 60_000 });
  await page.evaluate(() => document.fonts.ready);
}

/** As somebody sees it who has chosen a theme, wants no motion and knows the first steps, at noon of a day. */
async function settle(page: Page): Promise<void> {
  await page.clock.setFixedTime(NOON);
  await page.addInitScript(() => {
    localStorage.setItem('hearth-preferences', JSON.stringify({ theme: 'light', motion: 'reduced' }));
    localStorage.setItem('hearth-first-steps', JSON.stringify({ done: [], dismissed: true }));
  });
}

test.describe('the pages look as they did', () => {
  test.skip(process.platform !== 'linux', 'The pictures were made with the fonts of Linux.');
  test.use({ viewport: { width: 1100, height: 700 } });
  let made: Pictured;
  test.beforeAll(async ({ browser, instance, signedIn }) => {
    test.setTimeout(300_000);
    const context = await browser.newContext({ storageState: signedIn });
    made = await picturedProject(await context.newPage(), instance);
    await context.close();
  });

  for (const { name, path, shows, first } of PICTURES) {
    test(name, async ({ page }) => {
      test.setTimeout(300_000);
      await settle(page);
      await page.goto(typeof path === 'string' ? path : path(made));
      await still(page, shows);
      const part = await first?.(page);
      await still(page, shows);
      // What the pointer is on looks otherwise.
      await page.mouse.move(0, 0);
      for (const theme of THEMES) {
        await page.evaluate((chosen) => { document.documentElement.dataset.theme = chosen; }, theme);
        const covered = part ? [part.locator('time'), part.getByText(/^Plan /), part.locator('[data-forecast]')] : [page.locator('time'), page.locator('header').first()];
        const options = { animations: 'disabled', caret: 'hide', maxDiffPixelRatio: 0.02, threshold: 0.25, timeout: 30_000, mask: covered } as const;
        await (part ? expect(part).toHaveScreenshot(`${name}-${theme}.png`, options) : expect(page).toHaveScreenshot(`${name}-${theme}.png`, options));
      }
    });
  }

  test('nodes and states are told apart without colour', async ({ page }) => {
    test.setTimeout(300_000);
    await settle(page);
    await page.goto(`/p/${PROJECT}/designer/${made.draft}`);
    await still(page, '[data-node="resource:server"]');
    const canvas = page.getByRole('region', { name: 'Canvas' });
    await canvas.focus();
    await page.keyboard.press('1');
    await page.keyboard.press('0');
    await still(page, '[data-node="output:address"]');
    // What a node is, by its shape: without its words.
    const nodes = await greyPictures(page, ['resource:network', 'resource:server', 'resource:install', 'parameter:size', 'output:address'].map((key) => `[data-node="${key}"]`), '[data-node] * { font-size: 0 !important; }');
    expect(alikeAmong(nodes)).toEqual([]);

    await page.goto(`/p/${PROJECT}/stacks?sort=name-up`);
    await still(page, 'text=waits');
    const rows = ['shop', 'shop-broken', 'shop-rolled', 'waits'].map((name) => `[role="row"]:has([data-stack="${name}"]) [data-status] svg`);
    expect(alikeAmong(await greyPictures(page, rows))).toEqual([]);
  });
});

interface Grey {
  of: string;
  /** How light each point is, 0 to 255, row by row. */
  light: number[];
}

/** Pictures of elements as they are printed in grey, all of one size. */
async function greyPictures(page: Page, selectors: readonly string[], style = ''): Promise<Grey[]> {
  await page.addStyleTag({ content: `${style} *, *::before, *::after { animation: none !important; }` });
  const pictures: Grey[] = [];
  for (const selector of selectors) {
    const taken = (await page.locator(selector).first().screenshot()).toString('base64');
    const light = await page.evaluate(async (source) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const [width, height] = [96, 48];
      const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true });
      if (context === null) throw new Error('The browser has no canvas.');
      context.drawImage(image, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      return Array.from({ length: width * height }, (_, at) => Math.round(0.2126 * (data[at * 4] ?? 0) + 0.7152 * (data[at * 4 + 1] ?? 0) + 0.0722 * (data[at * 4 + 2] ?? 0)));
    }, taken);
    pictures.push({ of: selector, light });
  }
  return pictures;
}

/** So much of two pictures, and so far from each other in light, has to be different to be seen. */
const SEEN_SHARE = 0.01;
const SEEN_LIGHT = 40;

function alikeAmong(pictures: readonly Grey[]): string[] {
  return pictures.flatMap((one, index) => pictures.slice(index + 1).flatMap((other) => {
    const share = one.light.filter((light, at) => Math.abs(light - (other.light[at] ?? 0)) > SEEN_LIGHT).length / one.light.length;
    return share < SEEN_SHARE ? [`${one.of} and ${other.of}: ${(share * 100).toFixed(1)} % differ`] : [];
  }));
}
