/**
 * What Lighthouse says of the pages, on a line and with a processor as the specification of the pages asks (fast 4G, 4 times slower): accessibility of every
 * page, speed of the list and of the designer. Lighthouse is large and nothing else needs it: it is installed beside the packages the first time, from the
 * registry of packages, and left out loudly where that cannot be. It talks to the instance alone.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { z } from 'zod';
import { freePort } from '../../e2e/instance-setup';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/browser.mjs';
import { report } from './goal';
import { machine, openInstance } from './instance';
import { deployExample, designerDraft } from './visit';

const VERSION = '13.5.0';
const FOLDER = path.resolve('node_modules/.cache/hearth-lighthouse');
/** As browsers' developer tools have it, in milliseconds and kilobits a second. */
const FAST_4G = { rttMs: 60, throughputKbps: 9_000, cpuSlowdownMultiplier: 4, requestLatencyMs: 60, downloadThroughputKbps: 9_000, uploadThroughputKbps: 1_500 };

const Report = z.object({
  categories: z.record(z.string(), z.object({ score: z.number().nullable(), auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })) })),
  audits: z.record(z.string(), z.object({ score: z.number().nullable(), displayValue: z.string().optional() })),
});
type Lighthouse = (url: string, flags: object, config: object) => Promise<{ lhr: unknown } | undefined>;

async function load(): Promise<Lighthouse | null> {
  const entry = path.join(FOLDER, 'node_modules/lighthouse/core/index.js');
  if (!existsSync(entry)) {
    try {
      execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', FOLDER, `lighthouse@${VERSION}`], { stdio: 'pipe' });
    } catch (error) {
      console.warn(`LEFT OUT: Lighthouse ${VERSION} could not be installed (${error instanceof Error ? error.message.split('\n')[0] : String(error)}).`);
      return null;
    }
  }
  const loaded: { default: Lighthouse } = await import(pathToFileURL(entry).href);
  return loaded.default;
}

const lighthouse = await load();
if (lighthouse !== null) {
  const { page, context, url: base, close } = await openInstance({ viewport: { width: 1350, height: 940 } });
  const port = await freePort();
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...BROWSER_ARGUMENTS, `--remote-debugging-port=${port}`] });
  try {
    const stack = await deployExample(page, base, 'Hello', `lit-${Date.now().toString(36)}`);
    const draft = await designerDraft(page, base);
    const Cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const pages: readonly (readonly [name: string, path: string, speed?: number])[] = [
      ['stacks', 'stacks', 95], ['designer', `designer/${draft}`, 85], ['stack, graph', `stacks/${stack}/graph`], ['stack, timeline', `stacks/${stack}/timeline`], ['stack, resources', `stacks/${stack}/resources`],
      ['stack, events', `stacks/${stack}/events`], ['stack, outputs', `stacks/${stack}/outputs`], ['configs', 'configs'], ['hosts', 'hosts'], ['environments', 'environments'], ['catalogue', 'types'],
      ['a type', 'types/OS::Nova::Server'], ['functions', 'functions'], ['activity', 'activity'], ['settings', 'settings'], ['people', 'people'], ['API access', 'access'], ['connections', 'connections'],
    ];
    console.info(`${machine()}, Lighthouse ${VERSION}, a desktop's window, fast 4G, processor 4 times slower, one visit each`);
    let least = { figure: 100, name: 'all alike' };
    for (const [name, address, speed] of pages) {
      const result = await lighthouse(`${base}/p/default/${address}`, { port, output: 'json', logLevel: 'error', disableStorageReset: true, extraHeaders: { Cookie } }, {
        extends: 'lighthouse:default',
        settings: {
          onlyCategories: speed === undefined ? ['accessibility'] : ['accessibility', 'performance'], formFactor: 'desktop', throttlingMethod: 'simulate', throttling: FAST_4G,
          screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
        },
      });
      const { categories, audits } = Report.parse(result?.lhr);
      const score = (category: string): number => Math.round((categories[category]?.score ?? 0) * 100);
      const figure = score('accessibility');
      const short = categories['accessibility']?.auditRefs.filter(({ id, weight }) => weight > 0 && audits[id]?.score === 0).map(({ id }) => id) ?? [];
      if (figure < 100) console.info(`          ${name}: ${figure}, for ${short.join(', ')}`);
      if (figure < least.figure) least = { figure, name };
      if (speed === undefined) continue;
      const of = (id: string): string => audits[id]?.displayValue ?? '';
      report({ number: 19, name: `Lighthouse, speed of ${name}`, figure: score('performance'), unit: '', limit: speed, least: true, more: `LCP ${of('largest-contentful-paint')}, blocked ${of('total-blocking-time')}, CLS ${of('cumulative-layout-shift')}` });
    }
    report({ number: 16, name: `Lighthouse, accessibility of ${pages.length} pages, the least`, figure: least.figure, unit: '', limit: 100, least: true, more: least.name });
  } finally {
    await browser.close();
    await close();
  }
}
