/**
 * What Lighthouse says of the pages, on a line and with a processor as the specification of the pages asks (fast 4G, 4 times slower): accessibility of every
 * page, speed of the list and of the designer. Its speed goes by the clock on the wall, so whatever else the machine does is in it; beside it stands how long the
 * page was busy by its own clock. Lighthouse is large and nothing else needs it: it is installed beside the packages the first time, from the
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
import { type Busy, busyAtStart } from './mainThread';
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

/** Visits of those whose speed is judged, each round in a browser that was nowhere before; the figure is the middle one. */
const ROUNDS = 5;
const SLOWER = FAST_4G.cpuSlowdownMultiplier;

interface Visited {
  name: string;
  address: string;
  /** The least that is wanted of its speed. */
  speed?: number;
}

const lighthouse = await load();
if (lighthouse !== null) {
  const { page, context, url: base, close } = await openInstance({ viewport: { width: 1350, height: 940 } });
  const port = await freePort();
  const fresh = async () => chromium.launch({ executablePath: await findBrowser(), args: [...BROWSER_ARGUMENTS, `--remote-debugging-port=${port}`] });
  try {
    const stack = await deployExample(page, base, 'Hello', `lit-${Date.now().toString(36)}`);
    const draft = await designerDraft(page, base);
    const storageState = await context.storageState();
    const Cookie = storageState.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const judged: readonly Visited[] = [{ name: 'stacks', address: 'stacks', speed: 95 }, { name: 'designer', address: `designer/${draft}`, speed: 85 }];
    const pages: readonly Visited[] = [
      ...judged,
      ...['graph', 'timeline', 'resources', 'events', 'outputs'].map((tab) => ({ name: `stack, ${tab}`, address: `stacks/${stack}/${tab}` })), { name: 'catalogue', address: 'types' }, { name: 'a type', address: 'types/OS::Nova::Server' }, { name: 'API access', address: 'access' },
      ...['configs', 'hosts', 'environments', 'functions', 'activity', 'settings', 'people', 'connections'].map((name) => ({ name, address: name })),
    ];
    const at = ({ address }: Visited): string => `${base}/p/default/${address}`;
    const visit = async (visited: Visited, category: 'accessibility' | 'performance') => {
      const result = await lighthouse(at(visited), { port, output: 'json', logLevel: 'error', disableStorageReset: true, extraHeaders: { Cookie } }, {
        extends: 'lighthouse:default',
        settings: { onlyCategories: [category], formFactor: 'desktop', throttlingMethod: 'simulate', throttling: FAST_4G, screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false } },
      });
      const { categories, audits } = Report.parse(result?.lhr);
      return { score: Math.round((categories[category]?.score ?? 0) * 100), refs: categories[category]?.auditRefs ?? [], audits };
    };
    console.info(`${machine()}, Lighthouse ${VERSION}, a desktop's window, fast 4G, processor ${SLOWER} times slower`);

    const rounds: { name: string; score: number; audits: z.infer<typeof Report>['audits'] }[] = [];
    const busy: ({ name: string } & Busy)[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const browser = await fresh();
      try {
        for (const visited of judged) rounds.push({ name: visited.name, ...(await visit(visited, 'performance')) });
      } finally {
        await browser.close();
      }
      for (const visited of judged) {
        const another = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGUMENTS });
        try {
          busy.push({ name: visited.name, ...(await busyAtStart(another, await another.newPage({ storageState, viewport: { width: 1350, height: 940 } }), at(visited), SLOWER)) });
        } finally {
          await another.close();
        }
      }
    }
    for (const { name, speed = 0 } of judged) {
      const [middle, scores] = [rounds.filter((each) => each.name === name).toSorted((a, b) => a.score - b.score)[ROUNDS >> 1], rounds.filter((each) => each.name === name).map(({ score }) => score)];
      const said = (id: string): string => middle?.audits[id]?.displayValue ?? '';
      report({ number: 19, name: `Lighthouse, speed of ${name}`, figure: middle?.score ?? 0, unit: '', limit: speed, least: true, more: `${scores.join(', ')}; of the middle one LCP ${said('largest-contentful-paint')}, blocked ${said('total-blocking-time')}, CLS ${said('cumulative-layout-shift')}` });
      const own = (of: keyof Busy): string => median(busy.filter((each) => each.name === name), of).toFixed(0);
      console.info(`          by the clock of its own thread: blocked ${own('blocked')} ms where it is ${SLOWER} times slower; busy ${own('whole')} ms as it is, ${own('longest')} ms at a time at most; ${own('compiling')} ms of it compiling, ${own('layout')} ms styles and layout`);
    }

    const browser = await fresh();
    try {
      let least = { figure: 100, name: 'all alike' };
      for (const visited of pages) {
        const { score, refs, audits } = await visit(visited, 'accessibility');
        if (score < 100) console.info(`          ${visited.name}: ${score}, for ${refs.filter(({ id, weight }) => weight > 0 && audits[id]?.score === 0).map(({ id }) => id).join(', ')}`);
        if (score < least.figure) least = { figure: score, name: visited.name };
      }
      report({ number: 16, name: `Lighthouse, accessibility of ${pages.length} pages, the least`, figure: least.figure, unit: '', limit: 100, least: true, more: least.name });
    } finally {
      await browser.close();
    }
  } finally {
    await close();
  }
}

function median(visits: readonly Busy[], of: keyof Busy): number {
  return visits.map((each) => each[of]).toSorted((a, b) => a - b)[visits.length >> 1] ?? Number.NaN;
}
