import type { TypeSchema } from '@/lib/hot/types';
import { wordsOf } from '@/components/ui/matchesWords';
import { serviceOf } from '../typeNames';

export interface TypeGroup {
  service: string;
  /** What the project has no connection to, and these types run on. */
  missing: string | null;
  types: TypeSchema[];
}

export const runsHere = (type: TypeSchema): boolean => type.connections.length > 0;

/** Kinds of connections that a project has; null while that is not known. */
export type Connected = ReadonlySet<string> | null;

const CONNECTIONS: Readonly<Record<string, string>> = { docker: 'Docker Engine', openstack: 'OpenStack cloud' };
const ARTICLES: Readonly<Record<string, string>> = { docker: 'a Docker Engine', openstack: 'an OpenStack cloud' };

/** What a project needs a connection to, to deploy this type; null where it needs none, or none helps. */
export function needsConnection({ connections }: Pick<TypeSchema, 'connections'>): string | null {
  const kinds = connections.map((kind) => CONNECTIONS[kind]);
  return kinds.includes(undefined) || kinds.length === 0 ? null : kinds.join(' or ');
}

/** "an OpenStack cloud", which the project has no connection to and this type cannot be deployed without; null where nothing is missing. */
export function missingConnection(type: Pick<TypeSchema, 'connections'>, connected: Connected): string | null {
  if (connected === null || needsConnection(type) === null || type.connections.some((kind) => connected.has(kind))) return null;
  return type.connections.map((kind) => ARTICLES[kind] ?? kind).join(' or ');
}

/**
 * Types by service, found by name, purpose or property; those that run here first. A word in the name counts more than one in
 * the description, that more than a property.
 */
export function searchTypes(types: readonly TypeSchema[], search: string, connected: Connected = null): TypeSchema[] {
  const words = wordsOf(search);
  const usable = types.filter((type) => type.support !== 'HIDDEN' && type.support !== 'UNSUPPORTED');
  const scored = usable.flatMap((type) => {
    const score = scoreOf(type, words);
    return score === null ? [] : [{ type, score: score + (runsHere(type) && missingConnection(type, connected) === null ? 4 : 0) - (type.support === 'DEPRECATED' ? 3 : 0) }];
  });
  return scored.sort((a, b) => b.score - a.score || standing(a.type) - standing(b.type) || a.type.name.localeCompare(b.type.name)).map(({ type }) => type);
}

function scoreOf(type: TypeSchema, words: readonly string[]): number | null {
  const name = type.name.toLowerCase();
  const last = name.split('::').pop() ?? name;
  let score = 0;
  for (const word of words) {
    if (last === word || name === word) score += 12;
    else if (last.startsWith(word)) score += 8;
    else if (name.includes(word)) score += 6;
    else if (type.description?.toLowerCase().includes(word)) score += 2;
    else if (Object.keys(type.properties).some((property) => property.includes(word))) score += 1;
    else return null;
  }
  return score;
}

/** Services that most templates begin with. */
const FIRST = ['Nova', 'Heat', 'Hearth::Workflow', 'Neutron', 'Cinder'];

function standing(type: TypeSchema): number {
  const index = FIRST.indexOf(serviceOf(type.name));
  return index < 0 ? FIRST.length : index;
}

/** In the order of the search: a service stands where its best type does. */
export function byService(types: readonly TypeSchema[], connected: Connected = null): TypeGroup[] {
  const groups = new Map<string, TypeGroup>();
  for (const type of types) {
    const connection = needsConnection(type);
    const missing = missingConnection(type, connected);
    const where = connection === null ? 'runs here' : missing === null ? `runs on a connected ${connection}` : 'needs a connection';
    const service = runsHere(type) ? `${serviceOf(type.name)} · ${where}` : serviceOf(type.name);
    const group = groups.get(service);
    if (group) group.types.push(type);
    else groups.set(service, { service, missing, types: [type] });
  }
  return [...groups.values()];
}
