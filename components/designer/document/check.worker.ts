/** Checks templates where it does not hold up the page. */
import { parseTemplate } from '@/lib/hot';
import type { JsonMap, TypeCatalogue, TypeSchema } from '@/lib/hot/types';
import type { Found } from './analyse';
import { findIn } from './findIn';
import { withOwnTypes } from './ownTypes';

export type Asked = { types: readonly TypeSchema[] } | { text: string; files: Readonly<Record<string, string>>; environment: JsonMap; tried?: JsonMap };
export type Answered = Found;

let catalogue: TypeCatalogue = { get: () => undefined, names: () => [] };

self.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  if ('types' in data) {
    const byName = new Map(data.types.map((type) => [type.name, type]));
    const names = [...byName.keys()];
    catalogue = { get: (name) => byName.get(name), names: () => names };
    return;
  }
  const { text, files, environment, tried } = data;
  const answer: Answered = findIn(parseTemplate(text), { files, environment, tried, catalogue: withOwnTypes(catalogue, files, environment) });
  self.postMessage(answer);
});
