/** Paths and their patterns. Fixed words win over parameters; a route's number of parts is fixed. */
import type { Route } from './route';

export interface Found {
  params: Record<string, string>;
  /** Methods that the path knows. */
  methods: string[];
  /** HEAD is GET without its body. */
  route(method: string): Route | undefined;
}

interface Pattern {
  parts: readonly string[];
  routes: Map<string, Route>;
}

export function matcher(routes: readonly Route[]): (parts: readonly string[]) => Found | null {
  const patterns = new Map<string, Pattern>();
  for (const route of routes) {
    const pattern = patterns.get(route.path) ?? { parts: route.path.split('/').slice(1), routes: new Map<string, Route>() };
    pattern.routes.set(route.method, route);
    patterns.set(route.path, pattern);
  }
  const byFixedWords = [...patterns.values()].sort((a, b) => rank(a).localeCompare(rank(b)));
  return (parts) => {
    for (const { parts: wanted, routes: known } of byFixedWords) {
      const params = fit(wanted, parts);
      if (params === null) continue;
      return { params, methods: [...known.keys()], route: (method) => known.get(method === 'HEAD' ? 'GET' : method) };
    }
    return null;
  };
}

/** Sorts patterns of fixed words first, part by part. */
function rank({ parts }: Pattern): string {
  return parts.map((part) => (part.startsWith('{') ? '1' : '0')).join('');
}

/** The parameters of a path whose parts are as wanted (`{name}` takes any part that is not empty), or null. */
export function fit(wanted: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (wanted.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const want = wanted[index] ?? '';
    if (!want.startsWith('{')) {
      if (want !== part) return null;
    } else if (part === '') return null;
    else params[want.slice(1, -1)] = part;
  }
  return params;
}

/** A part of a path without its escapes; as it is where they are broken. No name has NUL, and the database takes none. */
export function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('\0', '\uFFFD');
  } catch {
    return part;
  }
}
