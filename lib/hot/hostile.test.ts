/** Documents made to hurt: each is answered with diagnostics, and nothing is thrown. How long it takes, bench/hostile.ts measures. */
import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { HOSTILE_TEMPLATES, HOSTILE_TEXTS } from '@/lib/testing/hostile-templates';
import { hostileProblems } from '@/lib/testing/hostile-problems';
import { parseTemplate, readDocument, validateTemplate } from '.';

/** Other work on the machine may make it slow; it is not what is tested. */
const PATIENCE = 60_000;
const HEAD = 'heat_template_version: 2018-08-31\n';
const many = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('a bomb is refused while it is read', () => {
  it.each(HOSTILE_TEXTS.map((bomb) => [bomb.name, bomb.code, bomb] as const))('%s: %s', (_, code, bomb) => {
    const { readable, value, diagnostics } = readDocument(bomb.text());
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(diagnostics.length).toBeLessThan(1100);
    expect([readable, value].some((answer) => answer === false || answer === null) || code === 'yaml').toBe(true);
  });
});

describe('a template that makes much out of little is stopped', () => {
  it.each(HOSTILE_TEMPLATES.map((bomb) => [bomb.name, bomb] as const))('%s', (_, bomb) => {
    expect(hostileProblems(bomb).join('\n')).toMatch(bomb.says);
  });
});

describe('what is only large is read', () => {
  it.each<[string, string]>([
    ['one plain text', `description: ${'x'.repeat(500_000)}`],
    ['one quoted text', `description: "${'\\"'.repeat(200_000)}"`],
    ['one block', `description: |\n${'  line\n'.repeat(70_000)}`],
    ['a text over many lines', `description: ${'x y\n  '.repeat(50_000)}`],
    ['a script with colours', `description: |\n${many(2000, () => '  echo "\\033[31m red \\033[0m"')}\n`],
    ['a quoted script with tests', `description: "${'[[ -n $x ]] || { '.repeat(2000)}"\n`],
  ])('%s', (_, text) => {
    const { diagnostics, readable } = readDocument(HEAD + text);
    expect(diagnostics).toEqual([]);
    expect(readable).toBe(true);
  });

  it('one anchor used often', () => {
    expect(readDocument(`${HEAD}a: &a {x: [1, 2]}\n${many(2000, (index) => `k${index}: *a`)}\n`)).toMatchObject({ readable: true, diagnostics: [] });
  });

  it('fifteen thousand resources', () => {
    const parsed = parseTemplate(`${HEAD}resources:\n${many(15_000, (index) => `  r${index}: {type: OS::Heat::None}`)}`);
    expect(validateTemplate({ parsed, catalogue: factsCatalogue })).toEqual([]);
  }, PATIENCE);
});
