'use client';
import { useId, useMemo, useState } from 'react';
import { Badge } from '@/components/ui/Badge';
import { Select as Choose } from '@/components/ui/Select';
import type { DocumentPath } from '@/lib/hot/types';
import type { DesignerDocument, Edit, Select } from '../types';
import type { FieldContext } from './context';
import { PropertyField } from './PropertyField';
import { sharedFields } from './shared';
import { useFieldContext } from './useFieldContext';
import { resourcePath } from './value';
import { appendAt, nameOf, type NodeKey, removeAt, setAt } from '@/lib/graph';

/** Several resources at once: what they have in common. A change is made to each of them, as one step. */
export function SeveralPanel({ keys, document, edit, select }: { keys: readonly NodeKey[]; document: DesignerDocument; edit: Edit; select: Select }) {
  const id = useId();
  const { template, catalogue } = document;
  const resources = useMemo(() => keys.flatMap((key) => (key.startsWith('resource:') ? (template.resources[nameOf(key)] ?? []) : [])), [keys, template]);
  const fields = useMemo(() => sharedFields(resources, catalogue), [resources, catalogue]);
  const [added, setAdded] = useState<readonly string[]>([]);
  const [first] = resources;
  const own = useFieldContext(document, edit, first?.name ?? null);
  const context = useMemo((): FieldContext => {
    const each = (path: DocumentPath, change: (text: string, path: DocumentPath) => string) => (text: string) => resources.reduce((before, { name }) => change(before, path.map((step, index) => (index === 1 ? name : step))), text);
    const all = `of ${resources.length}`;
    return {
      ...own,
      set: (path, value, label) => edit(`${label} ${all}`, each(path, (text, at) => setAt(text, at, value))),
      remove: (path, label) => edit(`${label} ${all}`, each(path, (text, at) => removeAt(text, at))),
      append: (path, value, label) => edit(`${label} ${all}`, each(path, (text, at) => appendAt(text, at, value))),
    };
  }, [own, edit, resources]);
  const shown = fields.filter(({ name, set }) => set > 0 || added.includes(name));
  const rest = fields.filter((field) => !shown.includes(field));
  const types = [...new Set(resources.map(({ type }) => type.replace(/^OS::/, '')))];
  return (
    <>
      <header className="flex shrink-0 flex-col gap-1 border-b px-4 py-3">
        <h2 className="text-sm font-semibold">{resources.length} resources</h2>
        <p className="font-mono text-xs text-muted">{types.join(', ')}</p>
        <ul className="flex max-h-20 flex-wrap gap-1 overflow-y-auto">
          {resources.map(({ name }) => <li key={name}><button type="button" className="rounded-sm border bg-sunken px-1.5 py-0.5 font-mono text-xs hover:bg-hover" onClick={() => select(`resource:${name}`)}>{name}</button></li>)}
        </ul>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-3" tabIndex={0} role="group" aria-label="Shared properties">
        {fields.length === 0 ? <p className="text-sm text-muted">These have no property in common.</p> : shown.length === 0 ? <p className="text-sm text-muted">None of the properties they share is set.</p> : null}
        {first === undefined ? null : shown.map(({ name, schema, value, mixed, set }) => (
          <div key={name} className="flex flex-col gap-1">
            {mixed ? <span className="self-start"><Badge>mixed{set < resources.length ? `, ${set} of ${resources.length} have it` : ''}</Badge></span> : null}
            <PropertyField id={`${id}-${name}`} path={[...resourcePath(template, first.name, 'properties'), name]} name={name} schema={schema} value={value} required={schema.required ?? false} removable={set > 0} context={context} />
          </div>
        ))}
        {rest.length > 0 ? <Choose aria-label="Set another property on all of them" value={undefined} placeholder={`Set another property (${rest.length})`} options={rest.map(({ name }) => ({ value: name, label: name }))} onChange={(name) => setAdded((before) => [...before, name])} /> : null}
      </div>
    </>
  );
}
