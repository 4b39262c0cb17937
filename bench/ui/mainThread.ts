/**
 * What keeps the page's main thread busy while it starts, by that thread's own clock: what else the machine does meanwhile does not count, which it does in
 * everything that goes by the clock on the wall, Lighthouse's figures too. For comparing two builds on a machine that others work on.
 */
import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

export interface Busy {
  /** By how much tasks after the first picture are longer than 50 ms where the processor is so many times slower, in all. Milliseconds, as all of these. */
  blocked: number;
  /** As the processor is. */
  whole: number;
  longest: number;
  compiling: number;
  /** Styles and layout. */
  layout: number;
}

const LONG_MS = 50;
/** Milliseconds within which a page has done all that it does by itself. */
const SETTLES = 4000;
const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'disabled-by-default-lighthouse', 'disabled-by-default-v8.compile', 'v8', 'blink.user_timing', 'loading', 'toplevel'];
/** Times are microseconds; `tdur` is the thread's own. */
const Happened = z.object({ name: z.string(), ph: z.string(), pid: z.number(), tid: z.number(), ts: z.number(), dur: z.number().optional(), tdur: z.number().optional() });
type Happened = z.infer<typeof Happened>;
const TOLD = /RunTask$|^(firstContentfulPaint|V8\.CompileCode|Layout|UpdateLayoutTree)$/;

const own = ({ tdur, dur }: Happened): number => (tdur ?? dur ?? 0) / 1000;
const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

/** Visits the address, in a browser that does nothing else. */
export async function busyAtStart(browser: Browser, page: Page, url: string, slower: number): Promise<Busy> {
  const session = await browser.newBrowserCDPSession();
  const happened: Happened[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const each of value) {
      const known = Happened.safeParse(each);
      if (known.success && TOLD.test(known.data.name)) happened.push(known.data);
    }
  });
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'] } });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(SETTLES);
  const complete = new Promise((resolve) => { session.once('Tracing.tracingComplete', resolve); });
  await session.send('Tracing.end');
  await complete;
  const painted = happened.findLast(({ name }) => name === 'firstContentfulPaint');
  if (painted === undefined) throw new Error(`Nothing was painted at ${url}.`);
  const mine = happened.filter(({ ph, pid, tid }) => ph === 'X' && pid === painted.pid && tid === painted.tid);
  const tasks = outermost(mine.filter(({ name }) => name.endsWith('RunTask')));
  const timesOf = (...names: string[]): number[] => mine.filter(({ name }) => names.includes(name)).map(own);
  return {
    blocked: sum(tasks.filter(({ ts }) => ts >= painted.ts).map((task) => Math.max(0, own(task) * slower - LONG_MS))),
    whole: sum(tasks.map(own)),
    longest: Math.max(...tasks.map(own)),
    compiling: sum(timesOf('V8.CompileCode')),
    layout: sum(timesOf('Layout', 'UpdateLayoutTree')),
  };
}

/** Tasks are told within tasks; those within are part of the others. */
function outermost(tasks: readonly Happened[]): Happened[] {
  let end = 0;
  return tasks.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0)).filter(({ ts, dur = 0 }) => {
    if (ts + dur <= end) return false;
    end = ts + dur;
    return true;
  });
}
