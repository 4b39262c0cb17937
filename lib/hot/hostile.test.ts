/** Documents made to hurt: each is answered with diagnostics, soon and in little memory, and nothing is thrown. */
import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { bindStack, parseEnvironment, parseTemplate, readDocument, resolveOutput, resolveProperties, validateTemplate } from '.';
import type { Json, JsonMap } from './types';

const HEAD = 'heat_template_version: 2018-08-31\n';
const many = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

function aliasBomb(levels: number, width: number): string {
  const first = `  a0: &a0 [${Array.from({ length: width }, () => 'x').join(', ')}]\n`;
  const others = many(levels, (index) => `  a${index + 1}: &a${index + 1} [${Array.from({ length: width }, () => `*a${index}`).join(', ')}]`);
  return `${HEAD}resources:\n${first}${others}\n`;
}

/** An ordinary template of 64 kB: about 40 ms on two quiet cores, where a bomb has to end within 200 ms. */
const ORDINARY = `${HEAD}resources:\n${many(400, (index) => `  web${index}:\n    type: OS::Nova::Server\n    properties:\n      flavor: {get_param: flavor}\n      networks: [{port: {get_resource: port${index}}}]\n      user_data: |\n        echo ${index}\n`)}`;

interface Answer {
  codes: Set<string>;
  /** How many times as long as the ordinary template, measured just before: other work on the machine slows both. */
  times: number;
  megabytes: number;
}

/** The best of three: other work on the machine only ever adds time. */
function measured(step: () => void): { milliseconds: number; megabytes: number } {
  let milliseconds = Infinity;
  let megabytes = Infinity;
  for (let run = 0; run < 3; run++) {
    const before = process.memoryUsage().heapUsed;
    const started = performance.now();
    step();
    milliseconds = Math.min(milliseconds, performance.now() - started);
    megabytes = Math.min(megabytes, (process.memoryUsage().heapUsed - before) / 1e6);
  }
  return { milliseconds, megabytes };
}

function answer(text: string): Answer {
  const codes = new Set<string>();
  const yardstick = measured(() => readDocument(ORDINARY)).milliseconds;
  const { milliseconds, megabytes } = measured(() => {
    for (const { code } of readDocument(text).diagnostics) codes.add(code);
  });
  return { codes, times: milliseconds / yardstick, megabytes };
}

/** What a bomb may cost. */
const BOMB = 5;
/** Eight times the text, and as many marks as there can be: far above what that costs, far below what a quadratic step would make of it. */
const LARGEST = 60;

describe('a bomb is refused at once', () => {
  it.each<[name: string, code: string, text: string]>([
    ['aliases of aliases', 'too-many-nodes', aliasBomb(9, 9)],
    ['many aliases of aliases', 'too-many-nodes', aliasBomb(30, 30)],
    ['a chain of aliases', 'too-many-nodes', `${HEAD}a0: &a0 [x]\n${many(1000, (index) => `a${index + 1}: &a${index + 1} [*a${index}]`)}`],
    ['aliases in merge keys', 'too-many-nodes', `${HEAD}a: &a {${many(60, (index) => ` k${index}: 1,`)} z: 1}\n${many(500, (index) => `m${index}: {<<: [*a, *a, *a]}`)}`],
    ['a value inside itself', 'yaml', `${HEAD}a: &a [*a]`],
    ['brackets ten thousand deep', 'too-deep', `${HEAD}x: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['brackets that never close', 'too-deep', '['.repeat(250_000)],
    ['brackets on lines of their own', 'too-deep', '[\n'.repeat(10_000)],
    ['JSON ten thousand deep', 'too-deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['lists and maps in turn', 'too-deep', '[{a: '.repeat(5_000)],
    ['growing indentation', 'too-deep', `${HEAD}${many(900, (index) => `${' '.repeat(index)}a:`)}`],
    ['dashes on one line', 'too-deep', `${HEAD}x:\n${'- '.repeat(10_000)}a`],
    ['question marks on one line', 'too-deep', `${'? '.repeat(10_000)}a`],
    ['more bytes than allowed', 'too-large', 'x'.repeat(600_000)],
    ['a text of a hundred megabytes', 'too-large', `${HEAD}a: ${'x'.repeat(100_000_000)}`],
    ['a hundred megabytes of other letters', 'too-large', `${HEAD}a: ${'é'.repeat(50_000_000)}`],
    ['brackets that nothing opened', 'yaml', `a: ${']'.repeat(500_000)}`],
    ['documents', 'yaml', '---\n'.repeat(130_000)],
  ])('%s', (_, code, text) => {
    const { codes, times, megabytes } = answer(text);
    expect([...codes]).toContain(code);
    expect(times).toBeLessThan(BOMB);
    expect(megabytes).toBeLessThan(100);
  });
});

describe('a document of the largest size that is made of nothing but marks is refused', () => {
  it.each([
    ['a fault on every line', `${HEAD}${': [}\n'.repeat(100_000)}`],
    ['an open quote on every line', `${HEAD}${"a: '\n".repeat(100_000)}`],
    ['tabs', `${HEAD}${'\t\n\ta: b\n'.repeat(60_000)}`],
    ['the same key again and again', `${HEAD}${'a: 1\n'.repeat(100_000)}`],
    ['aliases of nothing', `${HEAD}a:\n${'- *x\n'.repeat(100_000)}`],
    ['comments', '#\n'.repeat(250_000)],
    ['commas', `a: [${','.repeat(500_000)}]`],
    ['a list on one line', `a: [${'1,'.repeat(250_000)}]`],
    ['a list on many lines', `a:\n${'- 1\n'.repeat(130_000)}`],
    ['empty maps', `a: [${'{},'.repeat(170_000)}]`],
    ['tags on nothing', `a: ${'! '.repeat(250_000)}`],
    ['anchors on nothing', `a: ${'&a '.repeat(170_000)}`],
    ['question marks', '? a\n'.repeat(130_000)],
    ['blocks', 'a: |\n'.repeat(100_000)],
  ])('%s', (_, text) => {
    const { codes, times, megabytes } = answer(text);
    expect([...codes]).toContain('too-many-nodes');
    expect(times).toBeLessThan(LARGEST);
    expect(megabytes).toBeLessThan(100);
  });
});

describe('a document of the largest size takes time in proportion', () => {
  it.each([
    ['one plain text', `${HEAD}description: ${'x'.repeat(500_000)}`],
    ['one quoted text', `${HEAD}a: "${'\\"'.repeat(200_000)}"`],
    ['one block', `${HEAD}description: |\n${'  line\n'.repeat(70_000)}`],
    ['many resources', `${HEAD}resources:\n${many(15_000, (index) => `  r${index}: {type: a}`)}`],
    ['anchors', `${HEAD}${many(30_000, (index) => `k${index}: &a${index} v`)}`],
    ['unknown tags', `${HEAD}${many(30_000, (index) => `k${index}: !t${index} v`)}`],
    ['colons', ':'.repeat(500_000)],
    ['spaces', `${HEAD}${' '.repeat(500_000)}a`],
    ['directives', '%YAML 1.1\n'.repeat(50_000)],
    ['a text over many lines', `${HEAD}a: ${'x y\n  '.repeat(80_000)}`],
    ['a quoted text over many lines', `${HEAD}a: "${'x\n'.repeat(250_000)}"`],
    ['zero bytes', '\0'.repeat(500_000)],
    ['carriage returns', 'a\r'.repeat(250_000)],
  ])('%s', (_, text) => {
    const { times, megabytes } = answer(text);
    expect(times).toBeLessThan(LARGEST);
    expect(megabytes).toBeLessThan(100);
  });
});

describe('what only looks dangerous is read', () => {
  it.each([
    ['a script with colours', `${HEAD}config: |\n${many(2000, () => '  echo "\\033[31m red \\033[0m"')}\n`],
    ['a quoted script with tests', `${HEAD}config: "${'[[ -n $x ]] || { '.repeat(2000)}"\n`],
    ['one anchor used often', `${HEAD}a: &a {x: [1, 2]}\n${many(2000, (index) => `k${index}: *a`)}\n`],
  ])('%s', (_, text) => {
    const { diagnostics, readable } = readDocument(text);
    expect(diagnostics).toEqual([]);
    expect(readable).toBe(true);
  });
});

const NOTHING_KNOWN = { referenceId: (name: string): Json => name, attribute: () => null, attributes: () => null };

/** A template with one output, in JSON. */
function withOutput(value: Json, rest: JsonMap = {}): string {
  return JSON.stringify({ heat_template_version: '2018-08-31', outputs: { o: { value } }, ...rest });
}

/** Everything that is asked of a template before it is deployed; the messages of all that is wrong. */
function problems(text: string, parameters: JsonMap = {}): string[] {
  const parsed = parseTemplate(text);
  const files = { big: 'a'.repeat(200_000) };
  const { environment } = parseEnvironment('');
  const found = [...parsed.diagnostics, ...validateTemplate({ parsed, files, environment, catalogue: factsCatalogue, parameters })].map(({ message }) => message);
  if (parsed.template === null) return found;
  const pseudo = { stackName: 's', stackId: null, projectId: 'p' };
  const { stack, diagnostics } = bindStack({ template: parsed.template, files, environment, parameters, pseudo, catalogue: factsCatalogue });
  found.push(...diagnostics.map(({ message }) => message));
  if (stack === null) return found;
  for (const { name } of stack.outputs) {
    const { error } = resolveOutput(stack, name, NOTHING_KNOWN);
    if (error !== null) found.push(error);
  }
  for (const name of stack.resources.keys()) {
    const resolved = resolveProperties(stack, name, NOTHING_KNOWN);
    if (!resolved.ok) found.push(resolved.message);
  }
  return found;
}

function nested(levels: number, wrap: (inner: Json) => Json, innermost: Json): Json {
  let value = innermost;
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

const letters = Array.from({ length: 100 }, (_, index) => `v${index}`);

describe('a template that makes much out of little is stopped', () => {
  it.each<[name: string, says: RegExp, text: string, parameters?: JsonMap]>([
    ['a repeat in a repeat', /more than 4000000 characters/, withOutput(nested(5, (template) => ({ repeat: { template: [template], for_each: { x: letters } } }), 'x'))],
    ['a repeat over many lists', /at most 100000/, withOutput({ repeat: { template: 'a', for_each: { a: letters, b: letters, c: letters, d: letters } } })],
    ['a repeat of a large text', /more than 4000000 characters/, withOutput({ repeat: { template: { get_file: 'big' }, for_each: { x: letters } } })],
    ['a replacement of every letter', /more than 4000000 characters/, withOutput({ str_replace: { template: { get_file: 'big' }, params: { a: { get_file: 'big' } } } })],
    ['a replacement of replacements', /more than 4000000 characters/, withOutput(nested(30, (template) => ({ str_replace: { template, params: { a: 'aa' } } }), 'a'))],
    ['a thousand keys in a large text', /would look for/, withOutput({ str_replace: { template: { get_file: 'big' }, params: Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`k${index}`, 'x'])) } })],
    ['a join of large texts', /more than 4000000 characters/, withOutput({ list_join: ['', Array.from({ length: 1000 }, () => ({ get_file: 'big' }))] })],
    ['calls in calls', /nest/, withOutput(nested(2000, (inner) => ({ list_concat: [inner] }), ['a']))],
    ['yaql without end', /./, withOutput({ yaql: { expression: 'def(f, f($)) -> f(1)', data: {} } })],
    ['yaql that grows', /too much memory/, withOutput({ yaql: { expression: "range(200).aggregate($1 + $1, 'x')" } })],
    ['yaql with a costly pattern', /./, withOutput({ yaql: { expression: "regex('(?=(a+)+$)').matches($.data)", data: `${'a'.repeat(5000)}!` } })],
    [
      'a costly pattern for a parameter',
      /does not match pattern|cannot be checked/,
      withOutput('x', { parameters: { p: { type: 'string', constraints: [{ allowed_pattern: '(a+)+$' }] } } }),
      { p: `${'a'.repeat(5000)}!` },
    ],
    [
      'a pattern that needs backtracking',
      /cannot be checked/,
      withOutput('x', { parameters: { p: { type: 'string', constraints: [{ allowed_pattern: '(?=(a+)+$).*' }] } } }),
      { p: `${'a'.repeat(5000)}!` },
    ],
    ['a pattern too large', /too large/, withOutput('x', { parameters: { p: { type: 'string', constraints: [{ allowed_pattern: '((a{1000}){1000}){1000}' }] } } }), { p: 'x' }],
    [
      'a chain of conditions',
      /200 deep at most/,
      withOutput('x', { conditions: Object.fromEntries(Array.from({ length: 1000 }, (_, index): [string, Json] => [`c${index}`, index === 999 ? { equals: [1, 1] } : { not: `c${index + 1}` }])) }),
    ],
    [
      'a cycle of conditions',
      /[Cc]ircular/,
      withOutput('x', { conditions: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`c${index}`, { not: `c${(index + 1) % 100}` }])) }),
    ],
  ])('%s', (_, says, text, parameters) => {
    const yardstick = measured(() => readDocument(ORDINARY)).milliseconds;
    const { milliseconds, megabytes } = measured(() => expect(problems(text, parameters).join('\n')).toMatch(says));
    expect(milliseconds / yardstick).toBeLessThan(BOMB);
    expect(megabytes).toBeLessThan(100);
  });
});
