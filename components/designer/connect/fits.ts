/** Which types take what a line comes from that ends where nothing is. */
import { type Candidate, connectionCandidates, nameOf, type NodeKey, recipeLabel, recipesFor, shapeOf } from '@/lib/graph';
import { isMap } from '@/lib/hot/json';
import type { Json, ResourceDefinition, TypeCatalogue, TypeSchema } from '@/lib/hot/types';
import type { Analysis } from '../document/analyse';
import { type Connected, missingConnection, runsHere } from '../palette/typeSearch';

export interface Fit {
  /** 0 to 1. */
  score: number;
  /** What takes it: `networks.network`. */
  label: string;
}

export type Fits = ReadonlyMap<string, Fit>;

const LEAST = 0.42;

export function typesThatTake({ template }: Pick<Analysis, 'template'>, catalogue: TypeCatalogue, from: NodeKey): Fits {
  const name = nameOf(from);
  if (from.startsWith('parameter:')) return typesThatTakeParameter(name, catalogue);
  const source = template.resources[name];
  const fits = new Map<string, Fit>();
  if (source === undefined) return fits;
  const common = commonProperties(catalogue);
  const to = `${name} `;
  for (const type of catalogue.names()) {
    // Of types without a schema it is not known what they take.
    if (Object.keys(catalogue.get(type)?.properties ?? {}).length === 0) continue;
    const shapes = `${shapeOf(source.type)} ${shapeOf(type)}`;
    if (shapes === 'config server' || shapes === 'server config') fits.set(type, { score: 0.75, label: 'with a deployment between them' });
    const [recipe] = recipesFor(source.type, type);
    if (recipe !== undefined) fits.set(type, { score: 0.85, label: recipeLabel(recipe, name, 'it') });
    if (fits.has(type)) continue;
    const trial = { ...template, resources: { [name]: source, [to]: { ...source, name: to, type, properties: {}, dependsOn: [], metadata: {} } } };
    const best = connectionCandidates({ template: trial, catalogue, from: name, to }).find((candidate) => candidate.connection.kind === 'reference' && !isNamesake(candidate, source, catalogue, common));
    if (best !== undefined && best.score >= LEAST) fits.set(type, { score: best.score, label: best.label });
  }
  return fits;
}

/** Until somebody searches: what runs here before what does not, then what takes it best; Amazon's names for things after OpenStack's. */
export function bestFirst(types: readonly TypeSchema[], search: string, fits: Fits | null, connected: Connected): readonly TypeSchema[] {
  if (fits === null || search.trim() !== '') return types;
  const rank = (type: TypeSchema): number => (fits.get(type.name)?.score ?? 0) + (runsHere(type) && missingConnection(type, connected) === null ? 0.3 : 0) - (type.support === 'DEPRECATED' ? 0.3 : 0) - (type.name.startsWith('AWS::') ? 0.2 : 0);
  return types.toSorted((a, b) => rank(b) - rank(a));
}

/**
 * An attribute that tells what was set on the source (`shared`), or one for a property that types of all kinds have (`name`, `tenant_id`): such
 * namesakes are everywhere, and nobody draws a line for them.
 */
function isNamesake({ connection, label }: Candidate, source: ResourceDefinition, catalogue: TypeCatalogue, common: ReadonlySet<string>): boolean {
  const call = connection.kind === 'reference' ? attributeIn(connection.value) : undefined;
  if (call === undefined) return false;
  return common.has(label.split('.').pop() ?? label) || Object.hasOwn(catalogue.get(source.type)?.properties ?? {}, call);
}

/** The attribute that is asked for, at whatever depth: an item of a list of maps is wrapped. */
function attributeIn(value: Json): string | undefined {
  if (Array.isArray(value)) return attributeIn(value[0] ?? null);
  if (!isMap(value)) return undefined;
  const { get_attr: call } = value;
  return Array.isArray(call) && typeof call[1] === 'string' ? call[1] : attributeIn(Object.values(value)[0] ?? null);
}

const COMMON = 12;

/** Properties that at least a dozen types have. */
function commonProperties(catalogue: TypeCatalogue): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const type of catalogue.names()) for (const property of Object.keys(catalogue.get(type)?.properties ?? {})) counts.set(property, (counts.get(property) ?? 0) + 1);
  return new Set([...counts].flatMap(([property, count]) => (count >= COMMON ? [property] : [])));
}

/** Those with a property that is called like it, or nearly. */
function typesThatTakeParameter(name: string, catalogue: TypeCatalogue): Fits {
  const fits = new Map<string, Fit>();
  for (const type of catalogue.names()) {
    for (const property of Object.keys(catalogue.get(type)?.properties ?? {})) {
      const score = property === name ? 0.9 : (property.length > 3 && name.includes(property)) || (name.length > 3 && property.includes(name)) ? 0.5 : 0;
      if (score > (fits.get(type)?.score ?? 0)) fits.set(type, { score, label: property });
    }
  }
  return fits;
}
