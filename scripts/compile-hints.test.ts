import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hintScripts } from './compile-hints.mjs';

const PAGE = '[draft]/page_client-reference-manifest.js';

let built = '';
let directory = '';
beforeEach(() => {
  built = mkdtempSync(path.join(tmpdir(), 'hearth-hints-'));
  directory = path.join(built, 'static/chunks');
  mkdirSync(directory, { recursive: true });
  mkdirSync(path.join(built, 'server/app', path.dirname(PAGE)), { recursive: true });
});
afterEach(() => rmSync(built, { recursive: true }));

const put = (name: string, text: string): void => writeFileSync(path.join(directory, name), text);
const firstLine = (name: string): string => readFileSync(path.join(directory, name), 'utf8').split('\n')[0] ?? '';

describe('scripts of the pages', () => {
  it('are compiled while they arrive, those of workers alone when they are called', () => {
    put('page.js', 'e.v(e.r(5).f("static/chunks/turbopack-worker-1.js",["static/chunks/check.js","static/chunks/both.js","static/chunks/later.js","static/chunks/turbopack-2.js"]))');
    put('other.js', 'e.v(t=>Promise.all(["static/chunks/later.js"].map(e=>t.l(e))))');
    put('turbopack-2.js', '["static/chunks/check.js","static/chunks/both.js","static/chunks/later.js"]');
    for (const name of ['check.js', 'both.js', 'later.js', 'turbopack-worker-1.js']) put(name, 'work()');
    writeFileSync(path.join(built, 'server/app', PAGE), '{"chunks":["/_next/static/chunks/page.js","/_next/static/chunks/both.js"]}');
    hintScripts(built);
    const hinted = ['page.js', 'other.js', 'both.js', 'later.js', 'check.js', 'turbopack-2.js'].filter((name) => firstLine(name) === '//# allFunctionsCalledOnLoad');
    expect(hinted).toEqual(['page.js', 'other.js', 'both.js', 'later.js']);
  });

  it('are told once, however often the pages are built', () => {
    put('page.js', 'page()');
    hintScripts(built);
    hintScripts(built);
    expect(readFileSync(path.join(directory, 'page.js'), 'utf8')).toBe('//# allFunctionsCalledOnLoad\npage()');
  });

  it('keep maps that say where they come from', () => {
    put('page.js', 'page()\n//# sourceMappingURL=page.js.map');
    put('page.js.map', JSON.stringify({ version: 3, sources: ['page.tsx'], mappings: 'AAAA' }));
    put('shell.js', 'shell()\n//# sourceMappingURL=shell.js.map');
    put('shell.js.map', JSON.stringify({ version: 3, sections: [{ offset: { line: 0, column: 4 }, map: { sources: [], mappings: '' } }] }));
    hintScripts(built);
    expect(JSON.parse(readFileSync(path.join(directory, 'page.js.map'), 'utf8'))).toMatchObject({ mappings: ';AAAA' });
    expect(JSON.parse(readFileSync(path.join(directory, 'shell.js.map'), 'utf8'))).toMatchObject({ sections: [{ offset: { line: 1, column: 4 } }] });
  });
});
