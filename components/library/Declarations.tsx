'use client';
import { useId } from 'react';
import { Plus, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Input, Textarea } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';
import { Switch } from '@/components/ui/Switch';
import { type ConfigForm, type InputForm, type OutputForm, VALUE_TYPES, typeOf, valueOf } from './content';

const TYPES = VALUE_TYPES.map((value) => ({ value, label: value }));

export interface DeclarationsProps {
  form: ConfigForm;
  readOnly: boolean;
  onChange: (change: Partial<ConfigForm>) => void;
}

/** What goes into a config and what comes out of it, and the options of its tool. */
export function Declarations({ form, readOnly, onChange }: DeclarationsProps) {
  const options = useId();
  const wrong = valueOf('Json', form.options.trim());
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4" tabIndex={-1}>
      <List
        title="Inputs" about="Values a deployment gives; a script finds each in a variable of that name." empty="It takes no inputs." addLabel="Add an input" readOnly={readOnly} items={form.inputs}
        onChange={(inputs) => onChange({ inputs })} fresh={(): InputForm => ({ name: '', type: 'String', description: '', default: '' })}
        more={(input, label, set) => {
          const read = valueOf(input.type, input.default);
          return <Input aria-label={`Default of ${label}`} title={'problem' in read ? read.problem : undefined} aria-invalid={'problem' in read} placeholder="Default" disabled={readOnly} value={input.default} onChange={(event) => set({ ...input, default: event.target.value })} className="font-mono text-xs" />;
        }}
      />
      <List
        title="Outputs" about="Values it gives back; a script writes each to the file $heat_outputs_path.name." empty="It gives nothing back." addLabel="Add an output" readOnly={readOnly} items={form.outputs}
        onChange={(outputs) => onChange({ outputs })} fresh={(): OutputForm => ({ name: '', type: 'String', description: '', errorOutput: false })}
        more={(output, label, set) => (
          <div className="flex h-8 items-center gap-2 text-xs text-muted">
            <Switch aria-label={`${label} means failure`} checked={output.errorOutput} disabled={readOnly} onChange={(errorOutput) => set({ ...output, errorOutput })} />
            fails when given
          </div>
        )}
      />
      <section className="flex flex-col gap-1.5">
        <h2 className="text-sm font-semibold"><label htmlFor={options}>Options</label></h2>
        <p className="text-xs text-muted">For the tool, as a JSON map. A script has none; ansible takes tags and modulepath, for example.</p>
        <Textarea id={options} disabled={readOnly} value={form.options} aria-invalid={'problem' in wrong} placeholder="{}" onChange={(event) => onChange({ options: event.target.value })} className="font-mono text-xs" />
        {'problem' in wrong ? <p role="alert" className="text-xs">{wrong.problem}</p> : null}
      </section>
    </div>
  );
}

interface Declared {
  name: string;
  type: (typeof VALUE_TYPES)[number];
  description: string;
}

interface ListProps<Item extends Declared> {
  title: string;
  about: string;
  empty: string;
  addLabel: string;
  readOnly: boolean;
  items: readonly Item[];
  fresh: () => Item;
  onChange: (items: Item[]) => void;
  more: (item: Item, label: string, set: (item: Item) => void) => React.ReactNode;
}

function List<Item extends Declared>({ title, about, empty, addLabel, readOnly, items, fresh, onChange, more }: ListProps<Item>) {
  const one = title.toLowerCase().slice(0, -1);
  return (
    <section aria-label={title} className="flex flex-col gap-1.5">
      <h2 className="text-sm font-semibold">{title}</h2>
      <p className="text-xs text-muted">{about}</p>
      {items.length === 0 ? <p className="text-sm text-muted">{empty}</p> : null}
      <ul className="flex flex-col gap-2">
        {items.map((item, index) => {
          const label = item.name || `${one} ${index + 1}`;
          const set = (next: Item) => onChange(items.with(index, next));
          return (
            <li key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] gap-1.5 rounded-md border p-2">
              <Input aria-label={`Name of ${one} ${index + 1}`} placeholder="Name" disabled={readOnly} value={item.name} onChange={(event) => set({ ...item, name: event.target.value })} className="font-mono text-xs" />
              <Select aria-label={`Type of ${label}`} disabled={readOnly} value={item.type} options={TYPES} onChange={(type) => set({ ...item, type: typeOf(type) })} className="text-xs" />
              {readOnly ? <span /> : <IconButton label={`Remove ${label}`} icon={<Trash2 />} onClick={() => onChange(items.toSpliced(index, 1))} />}
              {more(item, label, set)}
              <Input aria-label={`Description of ${label}`} placeholder="Description" disabled={readOnly} value={item.description} onChange={(event) => set({ ...item, description: event.target.value })} className="col-span-2 text-xs" />
            </li>
          );
        })}
      </ul>
      {readOnly ? null : <Button size="sm" className="self-start" onClick={() => onChange([...items, fresh()])}><Plus />{addLabel}</Button>}
    </section>
  );
}
