'use client';
import { useState } from 'react';
import { Eye, EyeOff, Lock } from 'lucide-react';
import type { ParameterField } from '@/lib/wire/types';
import { ThingInput, thingConstraint } from '@/components/live/ThingInput';
import { IconButton } from '@/components/ui/IconButton';
import { Input, Textarea } from '@/components/ui/Input';
import { Switch } from '@/components/ui/Switch';
import { describedBy } from '@/components/ui/Field';
import { ChoiceControl } from './ChoiceControl';
import { JsonControl } from './JsonControl';
import { ListControl } from './ListControl';
import { NumberControl } from './NumberControl';
import { allowedValuesIn } from './parameterChecks';
import { entryOf, type Entry } from './parameterValues';

export interface ParameterControlProps {
  id: string;
  field: ParameterField;
  entry: Entry;
  invalid: boolean;
  /** Of a deployed stack whose parameter may not change. */
  locked: boolean;
  /** A hidden value is stored and stays unless another is typed. */
  alreadySet: boolean;
  onChange: (entry: Entry) => void;
}

/** The control that suits a parameter's type and constraints. */
export function ParameterControl({ id, field, entry, invalid, locked, alreadySet, onChange }: ParameterControlProps) {
  const fallback = entryOf(field.default, field.type);
  const text = entry.kind === 'text' ? entry.text : '';
  const placeholder = fallback.kind === 'text' ? fallback.text : '';
  const set = (value: string) => onChange({ kind: 'text', text: value });
  const common = { id, disabled: locked, 'aria-describedby': describedBy(id), 'aria-invalid': invalid };
  const allowed = allowedValuesIn(field.constraints);

  if (field.hidden) return <Secret {...common} value={text} placeholder={alreadySet ? 'unchanged' : field.default === undefined ? '' : 'the default of the template'} onChange={set} />;
  if (allowed && allowed.length > 0) return <ChoiceControl {...common} allowed={allowed.map(String)} many={field.type === 'comma_delimited_list'} value={entry.kind === 'text' ? text : placeholder || undefined} onChange={set} />;
  switch (field.type) {
    case 'boolean': {
      const on = /^(1|t|true|on|y|yes)$/i.test(entry.kind === 'text' ? text : placeholder);
      return <span className="flex h-8 items-center gap-2 text-sm"><Switch id={id} checked={on} disabled={locked} aria-describedby={describedBy(id)} onChange={(checked) => set(String(checked))} />{on ? 'true' : 'false'}</span>;
    }
    case 'number':
      return <NumberControl {...common} value={text} placeholder={placeholder} constraints={field.constraints} onChange={set} />;
    case 'json':
      return <JsonControl {...common} field={field} value={text} placeholder={placeholder} onChange={set} />;
    case 'comma_delimited_list':
      return <ListControl {...common} value={text} placeholder={placeholder} onChange={set} />;
    case 'string': {
      const thing = thingConstraint(field.constraints);
      if (thing !== null) return <ThingInput {...common} constraint={thing} spellCheck={false} value={text} placeholder={placeholder} onChange={(event) => set(event.target.value)} />;
      return placeholder.includes('\n') || text.includes('\n')
        ? <Textarea {...common} rows={5} spellCheck={false} value={text} placeholder={placeholder} onChange={(event) => set(event.target.value)} className="font-mono text-xs" />
        : <Input {...common} autoComplete="off" spellCheck={false} value={text} placeholder={placeholder} onChange={(event) => set(event.target.value)} />;
    }
  }
}

interface SecretProps {
  id: string;
  value: string;
  /** What an empty field means. */
  placeholder: string;
  disabled: boolean;
  'aria-describedby': string;
  'aria-invalid': boolean;
  onChange: (value: string) => void;
}

/** Goes in and never comes back: what is stored is not sent to the page. */
function Secret({ value, placeholder, onChange, ...rest }: SecretProps) {
  const [shown, setShown] = useState(false);
  return (
    <div className="relative">
      <Lock className="pointer-events-none absolute start-2.5 top-2 size-4 text-faint" aria-hidden />
      <Input {...rest} type={shown ? 'text' : 'password'} autoComplete="new-password" spellCheck={false} value={value} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} className="px-9" />
      <IconButton label={shown ? 'Hide' : 'Show what I typed'} icon={shown ? <EyeOff /> : <Eye />} onClick={() => setShown(!shown)} className="absolute end-0.5 top-0.5 size-7" />
    </div>
  );
}
