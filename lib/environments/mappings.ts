/** What the mappings of a resource registry come to, by themselves and in a template. */
import { isTemplateName, matchesPattern, parseTemplate, resolveType } from '@/lib/hot';
import { nestedTemplates } from '@/lib/hot/validate';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { MappingView } from '@/lib/wire/environments';

export interface TriedTemplate {
  text: string;
  files: Record<string, string>;
}

interface Used {
  name: string;
  type: string;
}

/** Pure. `known` says whether a type exists by itself; without a template nothing is matched. */
export function mappingViews(registry: JsonMap, known: (type: string) => boolean, template: TriedTemplate | null): MappingView[] {
  const used = template === null ? null : resourcesOf(template);
  const view = (pattern: string, written: string, resources: string | null): MappingView => {
    const applies = ({ name, type }: Used): boolean => matchesType(pattern, type) && (resources === null || matchesPattern(resources, name));
    const family = pattern.endsWith('*') && written.endsWith('*');
    const { kind, name } = resolveType(registry, pattern, resources ?? '', known);
    const target = family || resources !== null ? written : name;
    const isTemplate = resources === null && !family ? kind === 'template' : isTemplateName(target);
    return {
      pattern, resources, target,
      kind: family ? 'family' : isTemplate ? 'template' : known(target) ? 'type' : 'unknown',
      matches: used === null ? null : matchesOf(used.filter(applies), (one) => resolveType(registry, one.type, one.name, known).name),
      fileMissing: isTemplate && template !== null && !Object.hasOwn(template.files, target),
    };
  };
  return Object.entries(registry).flatMap(([pattern, target]): MappingView[] => {
    if (pattern === 'resources') return mapsIn(target).flatMap(([name, entry]) => mapsTo(entry).map(([type, to]) => view(type, to, name)));
    return typeof target === 'string' ? [view(pattern, target, null)] : [];
  });
}

/** Nested templates among the files get the same registry. */
function resourcesOf({ text, files }: TriedTemplate): Used[] {
  const nested = nestedTemplates(files);
  const templates = [parseTemplate(text).template, ...Object.keys(files).map((file) => nested(file))];
  return templates.flatMap((template) => (template === null ? [] : Object.values(template.resources).map(({ name, type }) => ({ name, type }))));
}

function matchesOf(used: readonly Used[], to: (one: Used) => string): { type: string; to: string; resources: string[] }[] {
  const matches = new Map<string, { type: string; to: string; resources: string[] }>();
  for (const one of used) {
    const found = { type: one.type, to: to(one), resources: [] };
    const key = `${found.type} ${found.to}`;
    matches.set(key, matches.get(key) ?? found);
    matches.get(key)?.resources.push(one.name);
  }
  return [...matches.values()];
}

function matchesType(pattern: string, type: string): boolean {
  return pattern === type || (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1)));
}

function mapsIn(value: Json): [string, Json][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** What else may stand beside the mappings of a resource (hooks, restricted actions) is none. */
function mapsTo(entry: Json): [string, string][] {
  return mapsIn(entry).flatMap(([type, to]): [string, string][] => (typeof to === 'string' && type.includes('::') ? [[type, to]] : []));
}
