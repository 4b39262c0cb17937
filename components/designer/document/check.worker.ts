/** Checks templates where it does not hold up the page. */
import { parseTemplate } from '@/lib/hot';
import type { Diagnostic, JsonMap, TypeCatalogue, TypeSchema } from '@/lib/hot/types';
import { problemsOf } from './analyse';
import { withOwnTypes } from './ownTypes';

export type Asked = { types: readonly TypeSchema[] } | { text: string; files: Readonly<Record<string, string>>; environment: JsonMap };
export interface Answered {
  diagnostics: Diagnostic[];
}

let catalogue: TypeCatalogue = { get: () => undefined, names: () => [] };

self.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  if ('types' in data) {
    const byName = new Map(data.types.map((type) => [type.name, type]));
    const names = [...byName.keys()];
    catalogue = { get: (name) => byName.get(name), names: () => names };
    return;
  }
  const { text, files, environment } = data;
  const answer: Answered = { diagnostics: problemsOf(parseTemplate(text), { files, environment, catalogue: withOwnTypes(catalogue, files, environment) }) };
  self.postMessage(answer);
});
