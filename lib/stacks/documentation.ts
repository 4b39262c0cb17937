/** The documentation that is in the product, found by words: what properties and attributes of types mean, functions, and routes of the API. */
import type { TypeCatalogue } from '@/lib/hot/types';
import type { ReferenceSection } from '@/lib/wire/api-reference';

export interface DocumentationHit {
  label: string;
  about: string;
  /** Behind the address of the project; with a slash in front: behind the address of Hearth. */
  path: string;
}

export interface Documentation {
  catalogue: TypeCatalogue;
  /** What each function is for, by name. */
  functions: Readonly<Record<string, { about: string }>>;
  api: readonly ReferenceSection[];
}

const MOST = 8;
/** Fewer letters are in everything. */
const SHORTEST = 3;

/** Those whose name has all the words come first, then those that speak of them. O(documentation). */
export function searchDocumentation({ catalogue, functions, api }: Documentation, text: string): DocumentationHit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.every((word) => word.length < SHORTEST)) return [];
  const named: DocumentationHit[] = [];
  const told: DocumentationHit[] = [];
  const offer = (name: string, description: string, hit: DocumentationHit): void => {
    const plain = name.toLowerCase();
    if (words.every((word) => plain.includes(word) || plain.replaceAll('_', ' ').includes(word))) named.push(hit);
    else if (told.length < MOST && words.every((word) => `${plain.replaceAll('_', ' ')} ${description}`.toLowerCase().includes(word))) told.push(hit);
  };
  for (const [name, { about }] of Object.entries(functions)) offer(name, about, { label: name, about, path: `functions#function-${name}` });
  for (const { operations } of api) for (const { id, method, path, summary, description } of operations) offer(`${method} ${path}`, `${summary} ${description}`, { label: `${method} ${path}`, about: summary, path: `/api-reference#${id}` });
  for (const type of catalogue.names()) {
    const schema = catalogue.get(type);
    if (schema === undefined || schema.support === 'HIDDEN') continue;
    const page = `types/${encodeURIComponent(type)}`;
    for (const [name, { description = '' }] of Object.entries(schema.properties)) offer(name, description, { label: `${name} of ${type}`, about: description, path: `${page}#property-${name}` });
    for (const [name, { description = '' }] of Object.entries(schema.attributes)) offer(name, description, { label: `${name} of ${type}`, about: description, path: `${page}#attribute-${name}` });
  }
  return [...named, ...told].slice(0, MOST);
}
