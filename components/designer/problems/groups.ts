/** Problems by what they are problems of, the worst first. */
import { type NodeKey, ownerOf } from '@/lib/graph';
import type { Diagnostic, Severity } from '@/lib/hot/types';

export interface ProblemGroup {
  /** Null: of the template as a whole. */
  key: NodeKey | null;
  worst: Severity;
  problems: readonly Diagnostic[];
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function before(a: Diagnostic, b: Diagnostic): number {
  return ORDER[a.severity] - ORDER[b.severity] || (a.range?.start ?? 0) - (b.range?.start ?? 0);
}

/** Each group where its worst problem would stand: those that keep it from being deployed first, else as in the text. */
export function groupsOf(diagnostics: readonly Diagnostic[]): ProblemGroup[] {
  const groups = new Map<NodeKey | null, Diagnostic[]>();
  for (const diagnostic of diagnostics.toSorted(before)) {
    const key = ownerOf(diagnostic.path);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [diagnostic]);
    else known.push(diagnostic);
  }
  return [...groups].map(([key, problems]) => ({ key, problems, worst: problems[0]?.severity ?? 'info' }));
}

/** What the page has found, and what only the server has: it finds most of the same. */
export function withServer(found: readonly Diagnostic[], served: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Set(found.map(({ message }) => message));
  const more = served.filter(({ message }) => !known.has(message)).map((each): Diagnostic => ({ ...each, code: `server:${each.code}` }));
  return more.length === 0 ? found : [...found, ...more];
}
