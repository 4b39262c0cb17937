/** Lines into a value that is put together by a function: another piece of a text, a parameter of a script. */
import type { DocumentPath, Json, ResourceDefinition } from '@/lib/hot/types';
import type { Candidate } from './candidates';
import type { SourceValue } from './source-value';

/** A place within a property where a function takes one more value. */
interface Opening {
  /** From the properties of the resource. */
  path: DocumentPath;
  kind: 'params' | 'items';
  /** The text whose placeholders are replaced, for `params`. */
  text: string;
  given: readonly string[];
}

/** One candidate for each function that can take the value. A text with a placeholder that nothing replaces yet is waiting for one. */
export function functionCandidates(source: ResourceDefinition, target: ResourceDefinition, valueFor: (name: string) => SourceValue): Candidate[] {
  return [...openings(target.properties, [])].map((opening): Candidate => {
    if (opening.kind === 'items') {
      const { value, preview } = valueFor(source.name);
      return { label: opening.path.join('.'), preview, connection: { kind: 'reference', path: opening.path, value, append: true }, score: 0.45, taken: false, appends: true };
    }
    const waiting = placeholders(opening.text).filter((each) => !opening.given.includes(each) && alike(each, source) > 0);
    const key = waiting.toSorted((a, b) => alike(b, source) - alike(a, source))[0];
    const name = key ?? `${/^\W*/.exec(opening.given[0] ?? '$')?.[0] ?? ''}${source.name}${/\W*$/.exec(opening.given[0] ?? '')?.[0] ?? ''}`;
    const { value, preview } = valueFor(name);
    return { label: [...opening.path, name].join('.'), preview, connection: { kind: 'reference', path: [...opening.path, name], value, append: false }, score: key === undefined ? 0.55 : 0.8, taken: opening.given.includes(name), appends: false };
  });
}

const PARAMS = new Set(['str_replace', 'str_replace_strict', 'str_replace_vstrict']);

function* openings(value: Json, path: DocumentPath): Generator<Opening> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* openings(item, [...path, index]);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (PARAMS.has(key) && typeof item === 'object' && item !== null && !Array.isArray(item)) {
      const { template, params } = item;
      const given = typeof params === 'object' && params !== null && !Array.isArray(params) ? Object.keys(params) : [];
      yield { path: [...path, key, 'params'], kind: 'params', text: typeof template === 'string' ? template : '', given };
    } else if (key === 'list_join' && Array.isArray(item) && Array.isArray(item[1])) yield { path: [...path, key, 1], kind: 'items', text: '', given: [] };
    else yield* openings(item, [...path, key]);
  }
}

/** The ways in which people mark what is replaced: $name, ${name}, %name%, <name>, {{name}}, @name@, __name__. */
function placeholders(text: string): string[] {
  return [...new Set(text.match(/\$\{?\w+\}?|%\w+%|<\w+>|\{\{ ?\w+ ?\}\}|@\w+@|\b__\w+__\b/g) ?? [])];
}

/** How many words a placeholder and a resource share. */
function alike(placeholder: string, { name, type }: ResourceDefinition): number {
  const words = new Set(`${name} ${type}`.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/));
  return placeholder.toLowerCase().split(/[^a-z0-9]+|_/).filter((word) => word !== '' && words.has(word)).length;
}
