/** What a template gets from environments in an order: the final values, who wins and why. */
import { matchesPattern, parseEnvironment, parseTemplate } from '@/lib/hot';
import type { Json, JsonMap } from '@/lib/hot/types';
import { mergedLayers } from '@/lib/stacks/layers';
import { type EffectiveValue, type EffectiveView, secretHandle } from '@/lib/wire/environments';

export interface NamedEnvironment {
  name: string;
  text: string;
}

/** Pure. `documents` are in the order they are applied, the weakest first. */
export function effectiveView(text: string, files: Record<string, string>, documents: readonly NamedEnvironment[]): EffectiveView {
  const { template, diagnostics } = parseTemplate(text);
  if (template === null) return { parameters: [], unknown: [], registry: [], problems: diagnostics.map(({ message }) => message) };
  const read = documents.map(({ name, text: source }) => ({ name, environment: parseEnvironment(source).environment }));
  const merged = mergedLayers(documents, {}, template, files);
  const parameters = Object.values(template.parameters).map((schema): EffectiveValue => {
    const candidates: EffectiveValue['candidates'] = [];
    const shown = (value: Json): Json => (secretHandle(value) === null && schema.hidden ? null : value);
    if (schema.default !== undefined) candidates.push({ from: 'template', value: shown(schema.default), section: 'default' });
    for (const { name, environment } of read) if (environment.parameterDefaults[schema.name] !== undefined) candidates.push({ from: name, value: shown(environment.parameterDefaults[schema.name] ?? null), section: 'parameter_defaults' });
    for (const { name, environment } of read) if (environment.parameters[schema.name] !== undefined) candidates.push({ from: name, value: shown(environment.parameters[schema.name] ?? null), section: 'parameters' });
    const value = merged.environment.parameters[schema.name] ?? merged.environment.parameterDefaults[schema.name] ?? schema.default ?? null;
    const winner = candidates.at(-1);
    return { name: schema.name, hidden: schema.hidden, value: shown(value), from: winner?.from ?? null, candidates, why: reasonOf(candidates, value) };
  });
  const declared = new Set(parameters.map(({ name }) => name));
  const unknown = read.flatMap(({ name, environment }) => Object.keys(environment.parameters).filter((parameter) => !declared.has(parameter)).map((parameter) => ({ name: parameter, from: name })));
  const types = Object.values(template.resources).map((resource) => ({ name: resource.name, type: resource.type }));
  const registry = read.flatMap(({ name, environment }) => registryRows(environment.resourceRegistry, name, types));
  return { parameters, unknown, registry, problems: merged.diagnostics.map(({ message }) => message) };
}

function reasonOf(candidates: EffectiveValue['candidates'], value: Json): string {
  const winner = candidates.at(-1);
  if (winner === undefined) return 'No value: it has to be given when deploying.';
  if (winner.section === 'default') return 'The default of the template: no environment gives a value.';
  const same = candidates.filter(({ section }) => section === winner.section);
  if (same.length > 1 && JSON.stringify(value) !== JSON.stringify(winner.value) && winner.value !== null) return `Merged from ${same.map(({ from }) => from).join(' and ')}, by the strategy they ask for.`;
  const beaten = candidates.slice(0, -1).filter(({ section }) => section !== 'default');
  if (winner.section === 'parameter_defaults') return beaten.length > 0 ? `A default of the last environment that has one.` : 'A default of this environment; a parameter anywhere would win over it.';
  return beaten.length > 0 ? `The last environment that gives it wins over ${[...new Set(beaten.map(({ from }) => from))].join(', ')}.` : 'Only this environment gives it.';
}

/** Rows of a registry, and the resources of the template they apply to. */
export function registryRows(registry: JsonMap, from: string, resources: readonly { name: string; type: string }[]): EffectiveView['registry'] {
  return Object.entries(registry).flatMap(([pattern, target]): EffectiveView['registry'] => {
    if (pattern === 'resources' && typeof target === 'object' && target !== null && !Array.isArray(target)) {
      return Object.entries(target).flatMap(([name, entry]) => (typeof entry !== 'object' || entry === null || Array.isArray(entry) ? [] : Object.entries(entry).map(([key, to]) => ({
        pattern: `${name}: ${key}`, target: typeof to === 'string' ? to : JSON.stringify(to), from, matches: resources.filter((resource) => matchesPattern(name, resource.name)).map((resource) => resource.name),
      }))));
    }
    const matches = resources.filter(({ type }) => type === pattern || (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1)))).map(({ name }) => name);
    return [{ pattern, target: typeof target === 'string' ? target : JSON.stringify(target), from, matches }];
  });
}

