/**
 * What the scripts of a page are made of: for each file of ours and each package the kilobytes (gzip) that it takes of what the browser loads until the content
 * of the page is there. A file's share of a script is its share of the script's characters. Needs pages that were built with their source maps, which
 * those of a directory of its own are:
 *
 *     HEARTH_DIST_DIR=.next-bytes HEARTH_SOURCE_MAPS=1 node scripts/bundle.mjs bench/ui/bytes.ts [designer|stack|stacks] [depth of folders]
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { openInstance } from './instance';
import { visitUntil } from './scripts';
import { charactersOf, type SourceMap } from './sourceMap';
import { deployExample, designerDraft } from './visit';

const KILOBYTE = 1000;
/** What is smaller is one line at the end. */
const LEAST = 0.4;

const [what = 'designer', depth = '3'] = process.argv.slice(2);
const directory = process.env.HEARTH_DIST_DIR || '.next';

/** `node_modules/x/...` by package, what is ours by folder or file. */
function nameOf(source: string): string {
  const file = source.replace(/^turbopack:\/{3}\[project\]\//, '').replace(/^.*?\/node_modules\//, 'node_modules/');
  const found = /^node_modules\/(@[^/]+\/[^/]+|[^/]+)(?:\/(.*))?/.exec(file);
  if (found !== null) return found[1] === 'next' ? `next/${(found[2] ?? '').split('/').slice(0, 3).join('/')}` : (found[1] ?? file);
  return file.split('/').slice(0, Number(depth)).join('/');
}

async function pageOf(page: Page, base: string): Promise<{ url: string; content: string }> {
  const stack = await deployExample(page, base, 'Hello', `bytes-${Date.now().toString(36)}`);
  switch (what) {
    case 'designer':
      return { url: `${base}/p/default/designer/${await designerDraft(page, base)}`, content: '#canvas-about' };
    case 'stack':
      return { url: `${base}/p/default/stacks/${stack}/graph`, content: '[data-resource]' };
    default:
      return { url: `${base}/p/default/${what}`, content: 'main h1, [data-row] a' };
  }
}

const { page, context, url: base, close } = await openInstance({ viewport: { width: 1280, height: 900 } });
try {
  const { url, content } = await pageOf(page, base);
  const visitor = await context.newPage();
  const { scripts } = await visitUntil(visitor, url, content);
  const sizes = new Map<string, number>();
  let whole = 0;
  for (const address of new Set(scripts)) {
    const file = path.join(directory, new URL(address).pathname.replace(/^\/_next\//, ''));
    const script = readFileSync(file, 'utf8');
    const bytes = gzipSync(script).length / KILOBYTE;
    const map = /sourceMappingURL=(\S+)\s*$/.exec(script)?.[1];
    whole += bytes;
    console.info(`${bytes.toFixed(1).padStart(7)} kB  ${path.basename(file)}`);
    const sources: SourceMap = map === undefined ? { sources: [], mappings: '' } : JSON.parse(readFileSync(path.join(path.dirname(file), map), 'utf8'));
    for (const [source, characters] of charactersOf(script, sources)) {
      const name = source === null ? '(of no file)' : nameOf(source);
      sizes.set(name, (sizes.get(name) ?? 0) + (bytes * characters) / script.length);
    }
  }
  console.info(`${whole.toFixed(1).padStart(7)} kB  in all, made of`);
  const large = [...sizes].filter(([, size]) => size >= LEAST).toSorted(([, a], [, b]) => b - a);
  for (const [name, size] of large) console.info(`${size.toFixed(1).padStart(7)} kB  ${name}`);
  console.info(`${(whole - large.reduce((sum, [, size]) => sum + size, 0)).toFixed(1).padStart(7)} kB  ${sizes.size - large.length} smaller ones`);
} finally {
  await close();
}
