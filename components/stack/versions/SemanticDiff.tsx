'use client';
import { useMemo } from 'react';
import { templateDifference } from '@/lib/graph';
import { readTemplateText } from '@/lib/hot/reading';
import type { Json, Template } from '@/lib/hot/types';
import { DecisionIcon } from '@/components/status/decisions';
import { plain } from '../Values';

interface Change {
  path: string;
  before: Json | undefined;
  after: Json | undefined;
}

interface Part {
  kind: 'added' | 'removed' | 'changed';
  what: string;
  name: string;
  about: string;
  changes: Change[];
}

const DECISIONS = { added: 'create', removed: 'delete', changed: 'update' } as const;

/** Two versions by what they declare, not by lines: each parameter, resource and output that differs, with its values. */
export function SemanticDiff({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => partsOf(before, after), [before, after]);
  if (parts === null) return <p className="p-4 text-sm text-muted">One of the two texts cannot be read as a template; compare them as text.</p>;
  if (parts.length === 0) return <p className="p-4 text-sm text-muted">They declare the same. What differs is words: comments, order, layout of the text.</p>;
  return (
    <ul aria-label="What differs" tabIndex={0} className="min-h-0 flex-1 overflow-y-auto px-4 py-3 focus-visible:-outline-offset-2">
      {parts.map((part) => (
        <li key={`${part.what} ${part.name}`} className="border-b py-2 last:border-0">
          <p className="flex items-center gap-2 text-sm"><DecisionIcon decision={DECISIONS[part.kind]} /><span className="font-medium">{part.name}</span><span className="text-muted">{part.what} {part.kind}</span><span className="min-w-0 truncate font-mono text-xs text-faint">{part.about}</span></p>
          {part.changes.length > 0 ? (
            <dl className="mt-1.5 flex flex-col gap-1 ps-6.5">
              {part.changes.map((change) => (
                <div key={change.path} className="grid grid-cols-[minmax(120px,220px)_1fr] gap-3 text-xs">
                  <dt className="break-words text-muted">{change.path}</dt>
                  <dd className="min-w-0 whitespace-pre-wrap break-words font-mono">
                    {change.before === undefined ? null : <del className="me-2 bg-status-failed/12 px-1 no-underline before:content-['-_']">{plain(change.before)}</del>}
                    {change.after === undefined ? null : <ins className="bg-status-done/14 px-1 no-underline before:content-['+_']">{plain(change.after)}</ins>}
                  </dd>
                </div>
              ))}
            </dl>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function partsOf(before: string, after: string): Part[] | null {
  const [earlier, later] = [readTemplateText(before).template, readTemplateText(after).template];
  if (earlier === null || later === null) return null;
  return [
    ...declared('parameter', earlier.parameters, later.parameters),
    ...templateDifference(earlier, later).flatMap((each): Part[] =>
      each.kind === 'same' ? [] : [{ kind: each.kind, what: 'resource', name: each.name, about: each.type, changes: each.kind === 'changed' ? each.paths.map((path) => ({ path, before: valueAt(earlier, each.name, path), after: valueAt(later, each.name, path) })) : [] }]),
    ...declared('output', earlier.outputs, later.outputs),
  ];
}

function declared(what: string, before: Readonly<Record<string, object>>, after: Readonly<Record<string, object>>): Part[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((name): Part[] => {
    const [was, is] = [before[name], after[name]];
    if (was === undefined) return [{ kind: 'added', what, name, about: '', changes: [] }];
    if (is === undefined) return [{ kind: 'removed', what, name, about: '', changes: [] }];
    const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((field) => !/range/i.test(field));
    const changes = fields.flatMap((path): Change[] => {
      const [one, other] = [json(Reflect.get(was, path)), json(Reflect.get(is, path))];
      return JSON.stringify(one) === JSON.stringify(other) ? [] : [{ path, before: one, after: other }];
    });
    return changes.length === 0 ? [] : [{ kind: 'changed', what, name, about: '', changes }];
  });
}

function valueAt(template: Template, name: string, path: string): Json | undefined {
  const resource = template.resources[name];
  let value: unknown = resource === undefined ? undefined : { ...resource, depends_on: resource.dependsOn, deletion_policy: resource.deletionPolicy };
  for (const step of path.split('.')) value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  return json(value);
}

function json(value: unknown): Json | undefined {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value, (key: string, inner: unknown) => (/range$/i.test(key) ? undefined : inner)));
}
