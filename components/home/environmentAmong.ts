import { isMap } from '@/lib/hot/json';
import { readDocument } from '@/lib/hot';
import type { JsonMap } from '@/lib/hot/types';

const SECTIONS = new Set(['parameters', 'parameter_defaults', 'resource_registry', 'encrypted_param_names', 'event_sinks', 'parameter_merge_strategies']);

export interface FilesWithEnvironment {
  environment: JsonMap;
  /** The file that it was. */
  name: string | null;
  /** What looks like environments where there are several; they stay among the files. */
  candidates: readonly string[];
  files: Record<string, string>;
}

/** The environment among files that come with a template: the one document that has sections of environments only, and that no other file mentions. */
export function environmentAmong(text: string, files: Readonly<Record<string, string>>): FilesWithEnvironment {
  const found = Object.entries(files).flatMap(([name, content]): { name: string; environment: JsonMap }[] => {
    if (!/\.(ya?ml|json|env)$/i.test(name) || [text, ...Object.entries(files).flatMap(([other, words]) => (other === name ? [] : [words]))].some((other) => other.includes(name))) return [];
    const { value } = readDocument(content);
    return isMap(value) && Object.keys(value).length > 0 && Object.keys(value).every((section) => SECTIONS.has(section)) ? [{ name, environment: value }] : [];
  });
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return { environment: {}, name: null, candidates: found.map(({ name }) => name), files };
  return { environment: only.environment, name: only.name, candidates: [], files: Object.fromEntries(Object.entries(files).filter(([name]) => name !== only.name)) };
}
