/** What a type name stands for: the resource_registry with exact names, wildcards, per-resource overrides and templates. */
import { isMap } from '../json';
import type { Json, JsonMap } from '../types';
import { compareText, own } from '../values';

/** `template`: the name of a nested template; otherwise the name of a type. */
export interface ResolvedType {
  kind: 'type' | 'template';
  name: string;
}

const MAX_HOPS = 32;

export function isTemplateName(name: string): boolean {
  return name.endsWith('.yaml') || name.endsWith('.template');
}

/** `known` says whether a type exists by itself. A type without an entry stands for itself. */
export function resolveType(registry: JsonMap, type: string, resourceName: string, known: (name: string) => boolean): ResolvedType {
  let current = type;
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const next = lookUp(registry, current, resourceName);
    if (next === undefined || next === current) break;
    current = next;
    if (isTemplateName(current)) break;
  }
  return isTemplateName(current) && !known(current) ? { kind: 'template', name: current } : { kind: 'type', name: current };
}

function lookUp(registry: JsonMap, type: string, resourceName: string): string | undefined {
  const overrides = own(registry, 'resources');
  if (isMap(overrides)) {
    const names = Object.keys(overrides).filter((pattern) => matchesPattern(pattern, resourceName)).sort((a, b) => Number(b === resourceName) - Number(a === resourceName) || b.length - a.length);
    for (const name of names) {
      const found = inRegistry(overrides[name] ?? null, type);
      if (found !== undefined) return found;
    }
  }
  return inRegistry(registry, type);
}

/** Exact before wildcard, longer wildcard before shorter. */
function inRegistry(registry: Json, type: string): string | undefined {
  if (!isMap(registry)) return undefined;
  const exact = own(registry, type);
  if (typeof exact === 'string' && type !== 'resources') return exact;
  const patterns = Object.keys(registry).filter((key) => key.endsWith('*') && type.startsWith(key.slice(0, -1))).sort((a, b) => b.length - a.length || compareText(a, b));
  for (const pattern of patterns) {
    const target = registry[pattern];
    if (typeof target !== 'string') continue;
    const found = target.endsWith('*') ? target.slice(0, -1) + type.slice(pattern.length - 1) : target;
    if (found !== type) return found;
  }
  return undefined;
}

/** Shell wildcards: *, ?, [abc], [!abc]. */
export function matchesPattern(pattern: string, name: string): boolean {
  if (pattern === name) return true;
  if (!/[*?[]/.test(pattern)) return false;
  return matchFrom(pattern, 0, name, 0);
}

function matchFrom(pattern: string, patternAt: number, name: string, nameAt: number): boolean {
  let at = patternAt;
  let from = nameAt;
  let star = -1;
  let starName = 0;
  while (from < name.length) {
    const token = at < pattern.length ? tokenAt(pattern, at) : null;
    if (token?.kind === 'star') {
      star = at;
      starName = from;
      at += 1;
    } else if (token !== null && token.accepts(name[from] ?? '')) {
      at += token.length;
      from += 1;
    } else if (star >= 0) {
      at = star + 1;
      starName += 1;
      from = starName;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

function tokenAt(pattern: string, at: number): { kind: 'star' | 'one'; length: number; accepts(char: string): boolean } {
  const char = pattern[at] ?? '';
  if (char === '*') return { kind: 'star', length: 1, accepts: () => true };
  if (char === '?') return { kind: 'one', length: 1, accepts: () => true };
  const close = char === '[' ? pattern.indexOf(']', at + 2) : -1;
  if (close < 0) return { kind: 'one', length: 1, accepts: (other) => other === char };
  const body = pattern.slice(at + 1, close);
  const negated = body.startsWith('!');
  const members = negated ? body.slice(1) : body;
  return { kind: 'one', length: close - at + 1, accepts: (other) => inClass(members, other) !== negated };
}

function inClass(members: string, char: string): boolean {
  for (let index = 0; index < members.length; index += 1) {
    if (members[index + 1] === '-' && index + 2 < members.length) {
      if (char >= (members[index] ?? '') && char <= (members[index + 2] ?? '')) return true;
      index += 2;
    } else if (members[index] === char) return true;
  }
  return false;
}
