'use client';
import { type FormEvent, type ReactNode, useState } from 'react';
import { KeyRound, Plus, X } from 'lucide-react';
import type { Json, JsonMap } from '@/lib/hot/types';
import { SECRET_HANDLE, secretHandle } from '@/lib/wire/environments';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Input } from '@/components/ui/Input';
import { Menu } from '@/components/ui/Menu';
import { Select } from '@/components/ui/Select';
import { shownValue, typedValue } from './entries';

export interface EntryTableProps {
  /** Names the inputs. */
  label: string;
  values: JsonMap;
  readOnly: boolean;
  /** Names of secrets that may stand for a value; absent where none may. */
  secrets?: readonly string[];
  /** The only values there are; absent: any. */
  choices?: readonly string[];
  nameHint: string;
  valueHint: string;
  /** Beside a row: what it means for templates. */
  about?: (name: string) => ReactNode;
  onSet: (name: string, value: Json) => void;
  onRename: (before: string, after: string) => void;
  onRemove: (name: string) => void;
}

/** Rows of name and value. What is typed counts when the field is left or Enter is pressed. */
export function EntryTable({ label, values, readOnly, secrets, choices, nameHint, valueHint, about, onSet, onRename, onRemove }: EntryTableProps) {
  const [name, setName] = useState('');
  const [value, setValue] = useState(choices?.[0] ?? '');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    onSet(name.trim(), typedValue(value));
    setName('');
    setValue(choices?.[0] ?? '');
  };
  return (
    <div className="flex flex-col">
      <ul aria-label={label} className="flex flex-col">
        {Object.entries(values).map(([key, each]) => {
          const secret = secretHandle(each);
          const note = about?.(key) ?? null;
          return (
            <li key={key} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_76px] items-center gap-x-2 py-1">
              <Committed label={`Name of ${key}`} text={key} readOnly={readOnly} onCommit={(next) => onRename(key, next)} />
              {secret !== null && secrets ? (
                <Select aria-label={`Secret of ${key}`} disabled={readOnly} value={secret} options={[...new Set([...secrets, secret])].map((option) => ({ value: option, label: `secret ${option}${secrets.includes(option) ? '' : ' (not there)'}` }))} onChange={(next) => onSet(key, { [SECRET_HANDLE]: next })} />
              ) : choices?.includes(shownValue(each)) ? (
                <Select aria-label={`Value of ${key}`} disabled={readOnly} value={shownValue(each)} options={choices.map((option) => ({ value: option, label: option }))} onChange={(next) => onSet(key, next)} />
              ) : <Committed label={`Value of ${key}`} text={shownValue(each)} readOnly={readOnly} onCommit={(next) => onSet(key, typedValue(next))} />}
              <span className="flex justify-end">
                {secrets && !readOnly ? (
                  <Menu
                    label="Value of"
                    trigger={<IconButton label={`Take ${key} from a secret`} icon={<KeyRound />} active={secret !== null} />}
                    items={[
                      { id: 'plain', label: 'A value written here', disabled: secret === null, onSelect: () => onSet(key, '') },
                      ...secrets.map((option) => ({ id: `secret-${option}`, label: `The secret ${option}`, icon: <KeyRound />, onSelect: () => onSet(key, { [SECRET_HANDLE]: option }) })),
                      ...(secrets.length === 0 ? [{ id: 'none', label: 'No secrets yet', hint: 'They are made on the page Environments, under Secrets.', disabled: true, onSelect: () => undefined }] : []),
                    ]}
                  />
                ) : null}
                {readOnly ? null : <IconButton label={`Remove ${key}`} icon={<X />} onClick={() => onRemove(key)} />}
              </span>
              {note === null ? null : <div className="col-span-3 px-0.5 pb-1.5 pt-1 text-xs text-muted">{note}</div>}
            </li>
          );
        })}
      </ul>
      {readOnly ? null : (
        <form onSubmit={add} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_76px] items-center gap-2 pt-1">
          <Input aria-label={`New name in ${label}`} placeholder={nameHint} value={name} onChange={(event) => setName(event.target.value)} className="font-mono text-xs" />
          {choices ? <Select aria-label={`New value in ${label}`} value={value} options={choices.map((option) => ({ value: option, label: option }))} onChange={setValue} /> : <Input aria-label={`New value in ${label}`} placeholder={valueHint} value={value} onChange={(event) => setValue(event.target.value)} className="font-mono text-xs" />}
          <Button type="submit" disabled={name.trim() === ''}><Plus aria-hidden />Add</Button>
        </form>
      )}
    </div>
  );
}

function Committed({ label, text, readOnly, onCommit }: { label: string; text: string; readOnly: boolean; onCommit: (text: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && typed !== text) onCommit(typed);
    setTyped(null);
  };
  return (
    <Input
      aria-label={label} value={typed ?? text} readOnly={readOnly} spellCheck={false} className="font-mono text-xs"
      onChange={(event) => setTyped(event.target.value)} onBlur={commit}
      onKeyDown={(event) => { if (event.key === 'Enter') commit(); if (event.key === 'Escape') setTyped(null); }}
    />
  );
}
