/** The same value, written in all the ways people write YAML: for tests that hold an edit against any style it may meet. */
import fc from 'fast-check';
import type { Json } from '@/lib/hot/types';

/** One choice after the other, of a style. The same list writes the same text. */
type Choices = () => number;

export interface Written {
  value: Json;
  text: string;
}

const SCALARS: readonly Json[] = ['a', 'two words', 'yes', '1', '', "it's", 'a: b', '#no', '- x', '{x', 'a#b', '2021-04-16', 'line\nline\n', 'a\n\n', 'no\nend', 'é', 0, -3, 1.5, true, false, null];
const KEYS: readonly string[] = ['name', 'size', 'list', 'get_param', 'a b', 'x-y', 'on', '8080', 'key: with colon', 'ключ'];

const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constantFrom(...SCALARS), fc.array(tie('json'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...KEYS), tie('json'), { maxKeys: 3 })),
}));

export const anyValue = json;

/** A document that is a map of maps, as templates are, in any style. */
export const writtenDocument: fc.Arbitrary<Written> = fc.tuple(
  fc.dictionary(fc.constantFrom('resources', 'parameters', 'outputs', 'conditions'), fc.dictionary(fc.constantFrom(...KEYS), json, { minKeys: 1, maxKeys: 3 }), { minKeys: 1, maxKeys: 3 }),
  fc.array(fc.nat(11), { minLength: 12, maxLength: 60 }),
  fc.constantFrom('\n', '\r\n'),
  fc.boolean(),
).map(([value, numbers, eol, finalBreak]) => {
  let next = 0;
  const choose: Choices = () => numbers[(next += 1) % numbers.length] ?? 0;
  const step = [2, 2, 4, 3][choose() % 4] ?? 2;
  const lines = [...(choose() % 3 === 0 ? ['# a template', ''] : []), ...mapLines(value, 0, step, choose), ...(choose() % 4 === 0 ? ['', '# the end'] : [])];
  return { value, text: lines.join(eol) + (finalBreak ? eol : '') };
});

function mapLines(map: Readonly<Record<string, Json>>, indent: number, step: number, choose: Choices): string[] {
  const pad = ' '.repeat(indent);
  return Object.entries(map).flatMap(([key, value], index) => [
    ...(choose() % 6 === 0 && index > 0 ? [''] : []),
    ...(choose() % 6 === 0 ? [`${pad}# about ${JSON.stringify(key)}`] : []),
    ...entryLines(`${pad}${keyText(key, choose)}:`, value, indent, step, choose),
    // Below a block of text it would be a part of it.
    ...(choose() % 6 === 0 && !endsInText(value) ? [...(choose() % 2 === 0 ? [''] : []), `${pad}     # within`] : []),
  ]);
}

function endsInText(value: Json | undefined): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' && value.includes('\n');
  return endsInText(Object.values(value).at(-1));
}

function entryLines(head: string, value: Json, indent: number, step: number, choose: Choices): string[] {
  const comment = choose() % 7 === 0 ? '  # why' : '';
  if (typeof value === 'string' && value.includes('\n')) {
    if (value.endsWith('\n\n') || choose() % 3 === 0) return [`${head} ${JSON.stringify(value)}${comment}`];
    return [`${head} ${value.endsWith('\n') ? '|' : '|-'}${comment}`, ...value.replace(/\n$/, '').split('\n').map((line) => ' '.repeat(indent + step) + line)];
  }
  const isBlock = typeof value === 'object' && value !== null && Object.keys(value).length > 0 && choose() % 3 !== 0;
  if (!isBlock) return [`${head}${' '.repeat(1 + (choose() % 8 === 0 ? 2 : 0))}${flowText(value, choose)}${comment}`];
  if (Array.isArray(value)) return [head + comment, ...listLines(value, choose() % 2 === 0 ? indent : indent + step, step, choose)];
  return [head + comment, ...mapLines(value, indent + step, step, choose)];
}

function listLines(list: readonly Json[], indent: number, step: number, choose: Choices): string[] {
  const pad = ' '.repeat(indent);
  return list.flatMap((item) => {
    const comment = choose() % 8 === 0 ? [`${pad}# item`] : [];
    if (typeof item === 'object' && item !== null && !Array.isArray(item) && Object.keys(item).length > 0 && choose() % 3 !== 0) {
      const [first = '', ...rest] = mapLines(item, indent + 2, step, choose);
      // A comment or blank line cannot stand on the line of the dash.
      return first.trim() === '' || first.trimStart().startsWith('#') ? [...comment, `${pad}- ${flowText(item, choose)}`] : [...comment, `${pad}- ${first.trimStart()}`, ...rest];
    }
    return [...comment, `${pad}- ${flowText(item, choose)}`];
  });
}

function flowText(value: Json, choose: Choices): string {
  const space = choose() % 2 === 0 ? ' ' : '';
  if (Array.isArray(value)) return `[${space}${value.map((item) => flowText(item, choose)).join(`,${space} `)}${space}]`;
  if (typeof value === 'object' && value !== null) return `{${space}${Object.entries(value).map(([key, item]) => `${keyText(key, choose)}: ${flowText(item, choose)}`).join(`,${space} `)}${space}}`;
  if (typeof value !== 'string') return value === null && choose() % 2 === 0 ? '~' : JSON.stringify(value);
  return textOf(value, choose);
}

function keyText(key: string, choose: Choices): string {
  return textOf(key, choose);
}

function textOf(text: string, choose: Choices): string {
  const style = choose() % 3;
  if (style === 0 && /^[a-zé-я][\wа-яё -]*$/i.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text)) return text;
  return style === 1 && !text.includes('\n') ? `'${text.replace(/'/g, "''")}'` : JSON.stringify(text);
}
