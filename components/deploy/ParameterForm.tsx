'use client';
import { useMemo, useState } from 'react';
import { RotateCcw } from 'lucide-react';
import type { EffectiveValue } from '@/lib/wire/environments';
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
  /** Hidden ones that are given elsewhere: nothing has to be typed. */
  supplied: ReadonlySet<string>;
  /** Hidden ones whose stored value is given up. */
  forgotten: ReadonlySet<string>;
  /** Where a value comes from that was not typed. */
  origins: ReadonlyMap<string, EffectiveValue>;
  onChange: (name: string, entry: Entry) => void;
  onForget: (name: string, forget: boolean) => void;
}

type Shown = 'all' | 'required' | 'changed';
const MANY = 12;

/** The parameters of a template in its own groups, those without a group last and the required of them first. */
export function ParameterForm({ fields, entries, problems, deployed, supplied, forgotten, origins, onChange, onForget }: ParameterFormProps) {
  const [filter, setFilter] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const wanted = filter.trim().toLowerCase();
  const groups = useMemo(() => grouped(fields.filter((field) => (!wanted || `${field.name} ${field.label} ${field.description}`.toLowerCase().includes(wanted)) && (shown === 'all' || (shown === 'required' ? field.required : entries[field.name]?.kind === 'text') || problems[field.name] !== undefined))), [fields, wanted, shown, entries, problems]);
  if (fields.length === 0) return <p className="text-sm text-muted">This template takes no parameters.</p>;
  return (
    <div className="flex flex-col gap-6">
      {fields.length > 5 ? (
        <div className="flex flex-wrap items-center gap-2">
          {fields.length > MANY ? <FilterBox value={filter} onChange={setFilter} placeholder="Find a parameter" /> : null}
          <div role="group" aria-label="Show" className="flex gap-1">
            {(['all', 'required', 'changed'] as const).map((each) => <button key={each} type="button" aria-pressed={shown === each} onClick={() => setShown(each)} className="h-7 rounded-full border px-2.5 text-xs text-muted capitalize hover:bg-hover aria-pressed:border-ink aria-pressed:text-ink">{each}</button>)}
          </div>
        </div>
      ) : null}
      {groups.map(([name, members]) => (
        <fieldset key={name} className="flex flex-col gap-4">
          <legend className={groups.length > 1 || name !== OTHER ? 'mb-3 w-full border-b pb-1 text-sm font-semibold' : 'sr-only'}>{name}</legend>
          {members.map((field) => (
            <Parameter key={field.name} field={field} entry={entries[field.name] ?? UNSET} problem={problems[field.name] ?? null} deployed={deployed} supplied={supplied.has(field.name)} forgotten={forgotten.has(field.name)} origin={origins.get(field.name)} onForget={(forget) => onForget(field.name, forget)} onChange={(entry) => onChange(field.name, entry)} />
          ))}
        </fieldset>
      ))}
      {groups.length === 0 ? <p className="text-sm text-muted">0 of {fields.length} parameters match.</p> : null}
    </div>
  );
}

interface ParameterProps {
  field: ParameterField;
  entry: Entry;
  problem: string | null;
  deployed: boolean;
  supplied: boolean;
  forgotten: boolean;
  origin: EffectiveValue | undefined;
  onChange: (entry: Entry) => void;
  onForget: (forget: boolean) => void;
}

function Parameter({ field, entry, problem, deployed, supplied, forgotten, origin, onChange, onForget }: ParameterProps) {
  const id = `parameter-${field.name}`;
  const locked = deployed && field.immutable;
  const stored = deployed && field.hidden;
  const alreadySet = (stored && !forgotten) || (field.hidden && supplied);
  const typed = entry.kind === 'text' ? entry.text : '';
  const longest = field.constraints.find(({ kind }) => kind === 'length')?.max;
  const words = constraintWords(field.constraints);
  const isDefault = entry.kind === 'unset' && !field.required && !alreadySet;
  return (
    <div data-parameter={field.name}>
      <Field
        label={field.label || field.name}
        htmlFor={id}
        required={field.required && !alreadySet}
        error={problem}
        hint={[field.description, words, locked ? 'It cannot change after the stack was created.' : '', alreadySet ? (supplied ? 'An environment or a secret gives it.' : 'A value is stored. Leave it empty to keep it.') : '', provenance(origin, entry)].filter(Boolean).join(' · ') || undefined}
        aside={
          <>
            {field.label && field.label !== field.name ? <span className="truncate font-mono text-xs text-faint">{field.name}</span> : null}
            {isDefault ? <Badge>default</Badge> : entry.kind === 'text' && !locked ? (
              <button type="button" onClick={() => onChange(UNSET)} className="flex items-center gap-1 rounded-sm text-xs text-muted hover:text-ink"><RotateCcw className="size-3" aria-hidden />{alreadySet ? 'keep' : 'reset'}<span className="sr-only"> {field.name}</span></button>
            ) : null}
            {stored ? <button type="button" aria-pressed={forgotten} onClick={() => onForget(!forgotten)} className="rounded-sm text-xs text-muted underline decoration-border-strong underline-offset-2 hover:text-ink">{forgotten ? 'Keep the stored value' : 'Clear the stored value'}</button> : null}
            {field.type === 'string' && !field.hidden && typeof longest === 'number' ? <span className="ms-auto text-xs tabular-nums text-faint">{typed.length} / {longest}</span> : null}
          </>
        }
      >
        <ParameterControl id={id} field={field} entry={entry} invalid={problem !== null} locked={locked} alreadySet={alreadySet} onChange={onChange} />
      </Field>
    </div>
  );
}

/** In words, where a value has its beginning when nobody typed one. */
function provenance(origin: EffectiveValue | undefined, entry: Entry): string {
  if (!origin || origin.from === null || origin.from === 'template' || origin.candidates.length === 0) return '';
  const beaten = origin.candidates.slice(0, -1).map(({ from, value }) => `${from === 'template' ? 'default' : from}${origin.hidden || value === null ? '' : ` ${typeof value === 'string' ? value : JSON.stringify(value)}`}`);
  const from = `from ${origin.from}${beaten.length > 0 ? ` › overrides ${beaten.join(', ')}` : ''}`;
  return entry.kind === 'text' && !origin.hidden && entry.text !== (typeof origin.value === 'string' ? origin.value : JSON.stringify(origin.value)) ? `typed here, instead of ${from}` : from;
}

const OTHER = 'Other parameters';

function grouped(fields: readonly ParameterField[]): [string, ParameterField[]][] {
  const groups = new Map<string, ParameterField[]>();
  for (const field of fields) if (field.group !== null) groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  const others = fields.filter((field) => field.group === null).toSorted((a, b) => Number(b.required) - Number(a.required));
  return [...groups, ...(others.length > 0 ? [[OTHER, others] satisfies [string, ParameterField[]]] : [])];
}
