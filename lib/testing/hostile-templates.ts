/** Templates made to hurt, generated: each has to end in a diagnostic, soon and in little memory. For the tests of the language and its bench. */
import type { Json, JsonMap } from '@/lib/hot/types';

const HEAD = 'heat_template_version: 2018-08-31\n';
/** Heat's limit for a template, in bytes, less a little for the heads. */
const LARGEST = 520_000;

const many = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n');
const fill = (part: string, length: number = LARGEST): string => part.repeat(Math.floor(length / part.length));

export interface HostileText {
  name: string;
  /** Of a diagnostic that has to be among the answers. */
  code: string;
  /** Made when it is needed: some are large. */
  text(): string;
}

const text = (name: string, code: string, make: () => string): HostileText => ({ name, code, text: make });

function aliasBomb(levels: number, width: number): string {
  const first = `  a0: &a0 [${Array.from({ length: width }, () => 'x').join(', ')}]\n`;
  const others = many(levels, (index) => `  a${index + 1}: &a${index + 1} [${Array.from({ length: width }, () => `*a${index}`).join(', ')}]`);
  return `${HEAD}resources:\n${first}${others}\n`;
}

/** Refused while they are read. */
export const HOSTILE_TEXTS: readonly HostileText[] = [
  text('aliases of aliases', 'too-many-nodes', () => aliasBomb(9, 9)),
  text('many aliases of aliases', 'too-many-nodes', () => aliasBomb(30, 30)),
  text('a chain of aliases', 'too-many-nodes', () => `${HEAD}a0: &a0 [x]\n${many(1000, (index) => `a${index + 1}: &a${index + 1} [*a${index}]`)}`),
  text('aliases in merge keys', 'too-many-nodes', () => `${HEAD}a: &a {${many(60, (index) => ` k${index}: 1,`)} z: 1}\n${many(500, (index) => `m${index}: {<<: [*a, *a, *a]}`)}`),
  text('a value inside itself', 'yaml', () => `${HEAD}a: &a [*a]`),
  text('aliases of nothing', 'too-many-nodes', () => `${HEAD}a:\n${fill('- *x\n')}`),
  text('some aliases of nothing', 'too-many-faults', () => `${HEAD}a:\n${fill('- *x\n', 200_000)}`),
  text('anchor upon anchor', 'yaml', () => fill('&a ')),
  text('brackets ten thousand deep', 'too-deep', () => `${HEAD}x: ${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  text('brackets that never close', 'too-deep', () => fill('[')),
  text('brackets that never opened', 'yaml', () => fill(']')),
  text('brackets on lines of their own', 'too-deep', () => '[\n'.repeat(10_000)),
  text('brackets of the wrong kind', 'yaml', () => `${HEAD}${fill(': [}\n')}`),
  text('JSON ten thousand deep', 'too-deep', () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`),
  text('lists and maps in turn', 'too-deep', () => '[{a: '.repeat(5_000)),
  text('growing indentation', 'too-deep', () => `${HEAD}${many(900, (index) => `${' '.repeat(index)}a:`)}`),
  text('dashes on one line', 'too-deep', () => `${HEAD}x:\n${'- '.repeat(10_000)}a`),
  text('question marks on one line', 'too-deep', () => `${'? '.repeat(10_000)}a`),
  text('keys upon keys on one line', 'yaml', () => fill('a: ')),
  text('a text of a hundred megabytes', 'too-large', () => `${HEAD}description: ${'x'.repeat(100_000_000)}`),
  text('a block of a hundred megabytes', 'too-large', () => `${HEAD}description: |\n${fill('  x\n', 100_000_000)}`),
  text('characters of four bytes', 'too-large', () => `${HEAD}description: ${fill('\u{1f600}')}`),
  text('a list of numbers', 'too-many-nodes', () => `[${fill('1,')}1]`),
  text('a list of maps', 'too-many-nodes', () => `[${fill('{},')}{}]`),
  text('a list of nothing', 'yaml', () => `${HEAD}a: [${fill(',')}]`),
  text('lines of nothing', 'too-many-nodes', () => fill('\n')),
  text('dashes', 'too-many-nodes', () => `${HEAD}a:\n${fill('-\n')}`),
  text('comments', 'too-many-nodes', () => fill('#\n')),
  text('a quote on every line', 'too-many-nodes', () => `${HEAD}${fill("a: '\n")}`),
  text('a quote on some lines', 'too-many-faults', () => `${HEAD}${fill("a: '\n", 200_000)}`),
  text('the same key again and again', 'too-many-faults', () => `${HEAD}${fill('a: 1\n', 300_000)}`),
  text('keys that are lists', 'too-many-faults', () => `${HEAD}${fill(': [1]: x\n', 250_000)}`),
  text('tabs', 'too-many-faults', () => `${HEAD}a:\n${fill('\t- b\n')}`),
  text('unknown tags', 'too-many-faults', () => `${HEAD}${many(20_000, (index) => `k${index}: !t${index} v`)}`),
  text('escapes that mean nothing', 'yaml', () => `${HEAD}a: "${fill('\\q')}"`),
  text('documents', 'yaml', () => fill('---\n')),
  text('directives', 'yaml', () => fill('%YAML 1.1\n')),
  text('growing and shrinking indentation', 'too-many-nodes', () => fill('a:\n b:\n  c: 1\n')),
];

export interface HostileTemplate {
  name: string;
  /** What one of the messages says. */
  says: RegExp;
  text: string;
  parameters?: JsonMap;
}

/** A file of every hostile template. */
export const HOSTILE_FILES: Readonly<Record<string, string>> = { big: 'a'.repeat(200_000) };

/** A template with one output, in JSON. */
function withOutput(value: Json, rest: JsonMap = {}): string {
  return JSON.stringify({ heat_template_version: '2018-08-31', outputs: { o: { value } }, ...rest });
}

function nested(levels: number, wrap: (inner: Json) => Json, innermost: Json): Json {
  let value = innermost;
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

const letters = Array.from({ length: 100 }, (_, index) => `v${index}`);
const pattern = (allowed: string): JsonMap => ({ parameters: { p: { type: 'string', constraints: [{ allowed_pattern: allowed }] } } });
const victim = { p: `${'a'.repeat(5000)}!` };
const conditions = (count: number, of: (index: number) => Json): JsonMap => ({ conditions: Object.fromEntries(Array.from({ length: count }, (_, index): [string, Json] => [`c${index}`, of(index)])) });

/** Well written, and refused when they are checked or evaluated. */
export const HOSTILE_TEMPLATES: readonly HostileTemplate[] = [
  { name: 'a repeat in a repeat', says: /more than 4000000 characters/, text: withOutput(nested(5, (template) => ({ repeat: { template: [template], for_each: { x: letters } } }), 'x')) },
  { name: 'a repeat over many lists', says: /at most 100000/, text: withOutput({ repeat: { template: 'a', for_each: { a: letters, b: letters, c: letters, d: letters } } }) },
  { name: 'a repeat of a large text', says: /more than 4000000 characters/, text: withOutput({ repeat: { template: { get_file: 'big' }, for_each: { x: letters } } }) },
  { name: 'a replacement of every letter', says: /more than 4000000 characters/, text: withOutput({ str_replace: { template: { get_file: 'big' }, params: { a: { get_file: 'big' } } } }) },
  { name: 'a replacement of replacements', says: /more than 4000000 characters/, text: withOutput(nested(30, (template) => ({ str_replace: { template, params: { a: 'aa' } } }), 'a')) },
  { name: 'a thousand keys in a large text', says: /would look for/, text: withOutput({ str_replace: { template: { get_file: 'big' }, params: Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`k${index}`, 'x'])) } }) },
  { name: 'a join of large texts', says: /more than 4000000 characters/, text: withOutput({ list_join: ['', Array.from({ length: 1000 }, () => ({ get_file: 'big' }))] }) },
  { name: 'calls in calls', says: /nest/, text: withOutput(nested(2000, (inner) => ({ list_concat: [inner] }), ['a'])) },
  { name: 'yaql without end', says: /./, text: withOutput({ yaql: { expression: 'def(f, f($)) -> f(1)', data: {} } }) },
  { name: 'yaql that grows', says: /too much memory/, text: withOutput({ yaql: { expression: "range(200).aggregate($1 + $1, 'x')" } }) },
  { name: 'yaql with a costly pattern', says: /./, text: withOutput({ yaql: { expression: "regex('(?=(a+)+$)').matches($.data)", data: victim.p } }) },
  { name: 'a costly pattern for a parameter', says: /does not match pattern|cannot be checked/, text: withOutput('x', pattern('(a+)+$')), parameters: victim },
  { name: 'a pattern that needs backtracking', says: /cannot be checked/, text: withOutput('x', pattern('(?=(a+)+$).*')), parameters: victim },
  { name: 'a pattern that looks back at itself', says: /cannot be checked/, text: withOutput('x', pattern('(a*)*\\1b')), parameters: victim },
  { name: 'a pattern too large', says: /too large/, text: withOutput('x', pattern('((a{1000}){1000}){1000}')), parameters: { p: 'x' } },
  { name: 'a chain of conditions', says: /200 deep at most/, text: withOutput('x', conditions(1000, (index) => (index === 999 ? true : { not: `c${index + 1}` }))) },
  { name: 'a circle of conditions', says: /[Cc]ircular/, text: withOutput('x', conditions(100, (index) => ({ not: `c${(index + 1) % 100}` }))) },
];
