/** The types that a draft brings itself: templates among its files, and names that its environment gives to others. */
import { parseEnvironment, readTemplateText, resolveType, schemaOfTemplate } from '@/lib/hot/reading';
import type { Json, JsonMap, Template, TypeCatalogue, TypeSchema } from '@/lib/hot/types';

/** The catalogue with them: a nested template has its parameters as properties and its outputs as attributes. Each file is read once, when it is asked for. */
export function withOwnTypes(catalogue: TypeCatalogue, files: Readonly<Record<string, string>>, environment: JsonMap): TypeCatalogue {
  const { resourceRegistry, parameterDefaults } = parseEnvironment(environment).environment;
  const templates = Object.keys(files).filter((name) => /\.(yaml|template)$/.test(name));
  const named = Object.keys(resourceRegistry).filter((name) => name !== 'resources' && !name.includes('*'));
  const own = [...new Set([...templates, ...named])].filter((name) => catalogue.get(name) === undefined);
  if (own.length === 0) return catalogue;
  const read = new Map<string, TypeSchema | undefined>();
  const find = (name: string): TypeSchema | undefined => {
    const { kind, name: target } = resolveType(resourceRegistry, name, '', (type) => catalogue.get(type) !== undefined);
    if (kind === 'type') return catalogue.get(target);
    const text = files[target] ?? files[target.replace(/^\.\//, '')];
    const template = text === undefined ? null : readTemplateText(text).template;
    return template === null ? undefined : { ...schemaOfTemplate(name, template, parameterDefaults), ...(target === name ? {} : { file: target }) };
  };
  return {
    get: (name) => {
      const known = catalogue.get(name);
      if (known !== undefined) return known;
      if (!read.has(name)) read.set(name, find(name));
      return read.get(name);
    },
    names: () => [...own, ...catalogue.names()],
  };
}

/** Files that a template needs and that are not there, by the names it uses. Addresses are fetched when it is deployed. */
export function missingFiles(template: Template, files: Readonly<Record<string, string>>, known: TypeCatalogue): string[] {
  const wanted = new Set<string>();
  const visit = (value: Json): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (key === 'get_file' && typeof item === 'string') wanted.add(item);
        else visit(item);
      }
    }
  };
  for (const { type, properties, metadata } of Object.values(template.resources)) {
    if (/\.(yaml|template)$/.test(type) && known.get(type) === undefined) wanted.add(type);
    visit(properties);
    visit(metadata);
  }
  return [...wanted].filter((name) => files[name] === undefined && !/^\w+:\/\//.test(name));
}
