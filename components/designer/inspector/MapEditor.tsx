'use client';
import { useState } from 'react';
import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Input } from '@/components/ui/Input';
import type { JsonMap, PropertySchema } from '@/lib/hot/types';
import type { ValueEditorProps } from './context';
import { emptyValue } from './value';

const TEXT: PropertySchema = { type: 'Any' };

/** A map: its declared members as fields, or, where it is free, whatever keys it has. */
export function MapEditor({ id, path, schema, label, context, entries }: ValueEditorProps & { entries: JsonMap }) {
  const [adding, setAdding] = useState('');
  const members = schema.schema ?? {};
  const declared = Object.keys(members);
  const shown = [...declared.filter((name) => members[name]?.required || entries[name] !== undefined), ...Object.keys(entries).filter((name) => !declared.includes(name))];
  const rest = declared.filter((name) => !shown.includes(name) && members[name]?.support !== 'HIDDEN');
  const add = (name: string) => {
    if (name === '' || entries[name] !== undefined) return;
    context.set([...path, name], emptyValue(members[name] ?? { type: 'String' }), `Add ${name}`);
    setAdding('');
  };
  return (
    <div className="flex flex-col gap-2">
      {shown.map((name) => (
        <div key={name} className="flex items-start gap-1">
          <div className="min-w-0 flex-1"><context.Field id={`${id}-${name}`} path={[...path, name]} name={name} schema={members[name] ?? TEXT} value={entries[name]} required={members[name]?.required ?? false} context={context} compact /></div>
          {members[name]?.required || entries[name] === undefined ? null : <IconButton label={`Remove ${name}`} icon={<X />} className="size-6" onClick={() => context.remove([...path, name], `Remove ${name}`)} />}
        </div>
      ))}
      {declared.length === 0 ? (
        <div className="flex gap-1.5">
          <Input value={adding} placeholder="key" aria-label={`New key of ${label}`} className="h-7 font-mono text-xs" onChange={(event) => setAdding(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter') add(adding.trim()); }} />
          <Button size="sm" variant="quiet" disabled={adding.trim() === ''} onClick={() => add(adding.trim())}><Plus aria-hidden />Add</Button>
        </div>
      ) : rest.length > 0 ? (
        <div className="flex flex-wrap gap-1">
          {rest.map((name) => <Button key={name} size="sm" variant="quiet" aria-label={`Add ${name} to ${label}`} onClick={() => add(name)}><Plus aria-hidden />{name}</Button>)}
        </div>
      ) : null}
    </div>
  );
}
