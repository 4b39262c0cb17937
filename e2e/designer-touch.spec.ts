/** The designer on a tablet: everything with fingers. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { documentText, openDraft } from './drafts';

test.use({ hasTouch: true, viewport: { width: 1180, height: 820 } });

const TEXT = `heat_template_version: 2021-04-16
resources:
  net:
    type: OS::Neutron::Net
  port:
    type: OS::Neutron::Port
`;

interface Point { x: number; y: number }

const node = (page: Page, name: string) => page.locator(`[data-node="resource:${name}"]`);

async function middleOf(page: Page, name: string): Promise<Point> {
  const box = await node(page, name).boundingBox();
  if (box === null) throw new Error(`${name} is not on the page`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Fingers that come down, move together to where they go, and are lifted; `rest`: how long they stay before that. */
async function fingers(page: Page, ways: readonly (readonly [Point, Point])[], rest = 0): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: number) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : ways.map(([from, to], id) => ({ id, x: from.x + (to.x - from.x) * at, y: from.y + (to.y - from.y) * at })) });
  await touch('touchStart', 0);
  if (rest > 0) await page.waitForTimeout(rest);
  for (let step = 1; step <= 8; step += 1) await touch('touchMove', step / 8);
  await touch('touchEnd', 1);
  await cdp.detach();
}

test('one finger moves the view, two zoom it, a long press asks, a line is drawn from the dot, a type is dragged from the palette', async ({ page }) => {
  test.slow();
  await openDraft(page, 'touch', TEXT);
  const canvas = await page.getByRole('region', { name: 'Canvas' }).boundingBox();
  if (canvas === null) throw new Error('there is no canvas');
  // Left of the cards, which stand in the middle.
  const empty = { x: canvas.x + 60, y: canvas.y + canvas.height / 2 };

  const before = await middleOf(page, 'net');
  await fingers(page, [[empty, { x: empty.x + 24, y: empty.y - 48 }]]);
  await expect.poll(async () => (await middleOf(page, 'net')).y).toBeLessThan(before.y - 30);
  await expect(page.locator('[data-node][data-selected]')).toHaveCount(0);

  const zoom = page.getByRole('button', { name: /^Zoom \d+ %/ });
  const wide = await zoom.textContent();
  await fingers(page, [[{ x: empty.x - 30, y: empty.y }, { x: empty.x - 15, y: empty.y }], [{ x: empty.x + 30, y: empty.y }, { x: empty.x + 15, y: empty.y }]]);
  await expect(zoom).not.toHaveText(wide ?? '');
  await zoom.tap();

  const port = await middleOf(page, 'port');
  await fingers(page, [[port, port]], 700);
  await expect(page.getByRole('dialog', { name: 'Actions' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.touchscreen.tap((await middleOf(page, 'net')).x, (await middleOf(page, 'net')).y);
  await expect(node(page, 'net')).toHaveAttribute('data-selected', 'true');
  const dot = await node(page, 'net').locator('.react-flow__handle.source').boundingBox();
  if (dot === null) throw new Error('the selected card has no dot');
  await fingers(page, [[{ x: dot.x + dot.width / 2, y: dot.y + dot.height / 2 }, await middleOf(page, 'port')]]);
  await expect.poll(() => documentText(page)).toContain('network: {get_resource: net}');

  await page.getByLabel('Search types').fill('RandomString');
  const row = await page.locator('[data-type="OS::Heat::RandomString"]').boundingBox();
  if (row === null) throw new Error('the type is not in the palette');
  await fingers(page, [[{ x: row.x + 60, y: row.y + 12 }, { x: canvas.x + canvas.width / 2, y: canvas.y + 60 }]]);
  await expect(node(page, 'random_string')).toBeVisible();
});
