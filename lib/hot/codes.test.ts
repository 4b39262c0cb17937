/** The list of diagnostics and the source agree: a code that is not explained helps nobody, one that nobody gives misleads. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (directory: string, left: RegExp): string[] => readdirSync(directory, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !left.test(name))
  .map((name) => readFileSync(path.join(directory, name), 'utf8'));
const language = read(path.resolve('lib', 'hot'), /^(yaql|pattern|functions)/).join('\n');
// Use cases give codes to refusals too; only those of diagnostics, which say how bad they are, belong here.
const sources = `${language}\n${read(path.resolve('lib', 'stacks'), /^testing/).filter((text) => text.includes('severity:')).join('\n').replaceAll(/refuse\('[a-z_]+'/g, '')}`;

/** Where a code is given: first to whoever reports, as a field, or last to a check of one value. */
const PLACES = [/\b(?:report|problem|fail|unreadable)\(([^,`]*?),/g, /\bcode: ([^,;)]*),/g, /(, '[a-z-]+')\)/g];
const given = new Set<string>();
for (const [index, place] of PLACES.entries()) {
  for (const [, text = ''] of sources.matchAll(place)) {
    for (const [, code = ''] of text.matchAll(/(?<!typeof \w+ === )'([a-z]+(?:-[a-z]+)*)'/g)) if (index < 2 || /^(property|expression)/.test(code)) given.add(code);
  }
}

const sections = readFileSync(path.resolve('docs', 'diagnostics.md'), 'utf8').split(/^## /m);
const refusals = sections.find((section) => section.startsWith('Refusals')) ?? '';
const documented = [...sections.filter((section) => section !== refusals).join('').matchAll(/^\| `([a-z-]+)`/gm)].map(([, code = '']) => code);

describe('docs/diagnostics.md', () => {
  it('explains every code that is given', () => expect([...given].filter((code) => !documented.includes(code)).sort()).toEqual([]));
  it('explains no code that is not given', () => expect(documented.filter((code) => !sources.includes(`'${code}'`))).toEqual([]));
  it('explains each once', () => expect(documented.filter((code, index) => documented.indexOf(code) !== index)).toEqual([]));

  it('explains every refusal of a use case, and no other', () => {
    const explained = [...refusals.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, code = '']) => code));
    const refused = read(path.resolve('lib', 'stacks'), /^testing/).flatMap((text) => [...text.matchAll(/refuse\('([a-z_]+)'/g)].map(([, code = '']) => code));
    expect(explained.toSorted()).toEqual([...new Set(refused)].toSorted());
  });
});
