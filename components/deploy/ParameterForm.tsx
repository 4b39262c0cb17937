'use client';
import { useMemo, useState } from 'react';
import { RotateCcw } from 'lucide-react';
import type { ParameterField } from '@/lib/wire/types';
import { Badge } from '@/components/ui/Badge';
import { Field } from '@/components/ui/Field';
import { FilterBox } from '@/components/ui/FilterBox';
import { ParameterControl } from './ParameterControl';
import { constraintWords } from './parameterChecks';
import { UNSET, type Entries, type Entry } from './parameterValues';

export interface ParameterFormProps {
  fields: readonly ParameterField[];
  entries: Entries;
  /** By parameter name: from typing, or from the server. */
  problems: Readonly<Record<string, string>>;
  /** The stack is deployed: immutable ones are locked, hidden ones keep their value. */
  deployed: boolean;
  onChange: (name: string, entry: Entry) => void;
}

const MANY = 12;

/** The parameters of a template in its own groups, those without a group last and the required of them first. */
export function ParameterForm({ fields, entries, problems, deployed, onChange }: ParameterFormProps) {
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const groups = useMemo(() => grouped(fields.filter((field) => !wanted || `${field.name} ${field.label} ${field.description}`.toLowerCase().includes(wanted))), [fields, wanted]);
  if (fields.length === 0) return <p className="text-sm text-muted">This template takes no parameters.</p>;
  return (
    <div className="flex flex-col gap-6">
      {fields.length > MANY ? <FilterBox value={filter} onChange={setFilter} placeholder="Find a parameter" /> : null}
      {groups.map(([name, members]) => (
        <fieldset key={name} className="flex flex-col gap-4">
          <legend className={groups.length > 1 || name !== OTHER ? 'mb-3 w-full border-b pb-1 text-sm font-semibold' : 'sr-only'}>{name}</legend>
          {members.map((field) => (
            <Parameter key={field.name} field={field} entry={entries[field.name] ?? UNSET} problem={problems[field.name] ?? null} deployed={deployed} onChange={(entry) => onChange(field.name, entry)} />
          ))}
        </fieldset>
      ))}
      {groups.length === 0 ? <p className="text-sm text-muted">0 of {fields.length} parameters match.</p> : null}
    </div>
  );
}

function Parameter({ field, entry, problem, deployed, onChange }: { field: ParameterField; entry: Entry; problem: string | null; deployed: boolean; onChange: (entry: Entry) => void }) {
  const id = `parameter-${field.name}`;
  const locked = deployed && field.immutable;
  const alreadySet = deployed && field.hidden;
  const words = constraintWords(field.constraints);
  const isDefault = entry.kind === 'unset' && !field.required && !alreadySet;
  return (
    <div data-parameter={field.name}>
      <Field
        label={field.label || field.name}
        htmlFor={id}
        required={field.required && !alreadySet}
        error={problem}
        hint={[field.description, words, locked ? 'It cannot change after the stack was created.' : '', alreadySet ? 'A value is stored. Leave it empty to keep it.' : ''].filter(Boolean).join(' · ') || undefined}
        aside={
          <>
            {field.label && field.label !== field.name ? <span className="truncate font-mono text-xs text-faint">{field.name}</span> : null}
            {isDefault ? <Badge>default</Badge> : entry.kind === 'text' && !locked ? (
              <button type="button" onClick={() => onChange(UNSET)} className="flex items-center gap-1 rounded-sm text-xs text-muted hover:text-ink"><RotateCcw className="size-3" aria-hidden />{alreadySet ? 'keep' : 'reset'}<span className="sr-only"> {field.name}</span></button>
            ) : null}
          </>
        }
      >
        <ParameterControl id={id} field={field} entry={entry} invalid={problem !== null} locked={locked} alreadySet={alreadySet} onChange={onChange} />
      </Field>
    </div>
  );
}

const OTHER = 'Other parameters';

function grouped(fields: readonly ParameterField[]): [string, ParameterField[]][] {
  const groups = new Map<string, ParameterField[]>();
  for (const field of fields) if (field.group !== null) groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  const others = fields.filter((field) => field.group === null).toSorted((a, b) => Number(b.required) - Number(a.required));
  return [...groups, ...(others.length > 0 ? [[OTHER, others] satisfies [string, ParameterField[]]] : [])];
}
