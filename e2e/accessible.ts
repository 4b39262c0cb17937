/** What the rules of WCAG 2.2 AA find fault with on a page. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

export type Theme = 'light' | 'dark' | 'contrast';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules whose answer depends on colours: a theme changes nothing else. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Holds the page, as it is, against all rules, and in each of the other themes against those of colours.
 *
 * @param others themes beside the one that the page has
 */
export async function faults(page: Page, others: readonly Theme[] = []): Promise<string[]> {
  await arrived(page);
  const found = await violations(page, { type: 'tag', values: TAGS });
  const own = await page.locator('html').getAttribute('data-theme') ?? 'light';
  for (const theme of others) {
    await wear(page, theme);
    found.push(...(await violations(page, { type: 'rule', values: COLOURS })).map((fault) => `in ${theme}, ${fault}`));
  }
  if (others.length > 0) await wear(page, own);
  return found;
}

/** As somebody who chooses another theme sees it. */
async function wear(page: Page, theme: string): Promise<void> {
  await page.evaluate((chosen) => { document.documentElement.dataset.theme = chosen; }, theme);
  await arrived(page);
}

/** Resolves when what appears or changes its colours is painted as it will stay. What moves without an end goes on. */
async function arrived(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((resolve) => {
    requestAnimationFrame(() => {
      for (const change of document.getAnimations()) if (change.effect !== null && Number.isFinite(change.effect.getComputedTiming().endTime)) change.finish();
      requestAnimationFrame(() => resolve());
    });
  }));
}

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];
/** What the library puts into a page. */
type Axe = { run(context: Document, options: object): Promise<{ violations: Violations }> };

async function violations(page: Page, runOnly: { type: 'tag' | 'rule'; values: string[] }): Promise<string[]> {
  const options = { runOnly, resultTypes: ['violations'] as const };
  // It stays in the document: to put half a megabyte of program there again would take as long as the rules of a theme.
  const again = await page.evaluate(async (chosen) => {
    const axe: Axe | undefined = Reflect.get(window, 'axe');
    return axe === undefined ? null : (await axe.run(document, chosen)).violations;
  }, options);
  // Pages have no frames of others: the library need not open a page of its own to put answers of frames together.
  const found = again ?? (await new AxeBuilder({ page }).options({ runOnly, resultTypes: ['violations'] }).setLegacyMode().analyze()).violations;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary}`).join('; ')}`);
}
