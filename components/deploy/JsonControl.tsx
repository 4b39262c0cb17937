'use client';
import { useState } from 'react';
import { Braces, ListPlus, Plus, Trash2 } from 'lucide-react';
import type { Json } from '@/lib/hot/types';
import type { ParameterField } from '@/lib/wire/types';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Input, Textarea } from '@/components/ui/Input';
import { added, changedAt, renamed, rowsOf, type TreeRow, valueTyped } from './jsonTree';
import { valueOf } from './parameterValues';

export interface JsonControlProps {
  id: string;
  field: ParameterField;
  value: string;
  /** The default as text: what the form shows while nothing was typed. */
  placeholder: string;
  disabled: boolean;
  'aria-describedby': string;
  'aria-invalid': boolean;
  onChange: (value: string) => void;
}

/** Larger ones are text: as a form nobody finds anything in them. */
const MOST_ROWS = 150;
/** A text is seen whole, up to so many lines. */
const MOST_LINES = 16;

/** A map or list as text, JSON or YAML, or as a form of its entries. The form writes JSON: comments of YAML are in the text only. */
export function JsonControl({ id, field, value, placeholder, disabled, onChange, ...aria }: JsonControlProps) {
  const text = value === '' ? placeholder || '{}' : value;
  const parsed = valueOf(field, text);
  const rows = parsed.ok ? rowsOf(parsed.value) : [];
  const refusal = !parsed.ok ? 'The text has to be a map or a list first.' : rows.length > MOST_ROWS ? `With more than ${MOST_ROWS} entries it is text only.` : null;
  const [asForm, setAsForm] = useState(false);
  const form = asForm && refusal === null && parsed.ok;
  const put = (next: Json) => onChange(JSON.stringify(next, null, 2));
  return (
    <div className="flex flex-col gap-1.5">
      <div role="group" aria-label={`${field.label} as`} className="flex gap-1 self-start">
        {([['Text', false], ['Form', true]] as const).map(([label, on]) => (
          <button key={label} type="button" aria-pressed={form === on} disabled={on && refusal !== null} title={on ? (refusal ?? undefined) : undefined} onClick={() => setAsForm(on)} className="h-6 rounded-sm border px-2 text-xs text-muted hover:bg-hover disabled:opacity-40 aria-pressed:border-ink aria-pressed:bg-selected aria-pressed:text-ink">{label}</button>
        ))}
      </div>
      {form ? (
        <div id={id} role="group" aria-labelledby={`${id}-label`} aria-describedby={aria['aria-describedby']} className="flex flex-col gap-1 rounded-md border p-2">
          {rows.map((row) => <Row key={row.path.join('\n')} row={row} disabled={disabled} value={parsed.value} put={put} />)}
          {disabled ? null : <Adders label="" path={[]} value={parsed.value} put={put} />}
        </div>
      ) : (
        <Textarea {...aria} id={id} disabled={disabled} rows={Math.min(MOST_LINES, Math.max(4, (value || placeholder).split('\n').length))} spellCheck={false} value={value} placeholder={placeholder || '{} or YAML'} onChange={(event) => onChange(event.target.value)} className="font-mono text-xs" />
      )}
    </div>
  );
}

interface RowProps {
  row: TreeRow;
  disabled: boolean;
  value: Json;
  put: (value: Json) => void;
}

function Row({ row: { path, key, kind, text, inList }, disabled, value, put }: RowProps) {
  const name = path.join('.');
  return (
    <div className="flex items-center gap-1.5" style={{ paddingInlineStart: (path.length - 1) * 16 }}>
      {inList ? <span className="w-8 shrink-0 text-end font-mono text-xs text-muted">{key}</span> : <Settled label={`Name of ${name}`} value={key} disabled={disabled} onSettle={(next) => put(renamed(value, path, next))} className="w-36 shrink-0" />}
      {kind === 'value' ? <Settled label={`Value of ${name}`} value={text} disabled={disabled} onSettle={(next) => put(changedAt(value, path, () => valueTyped(next)))} className="min-w-0 flex-1" /> : <span className="flex-1 text-xs text-muted">{kind === 'map' ? 'map' : 'list'} of {text}</span>}
      {kind === 'value' || disabled ? null : <Adders label={name} path={path} value={value} put={put} />}
      {disabled ? null : <IconButton label={`Remove ${name}`} icon={<Trash2 />} onClick={() => put(changedAt(value, path, () => undefined))} className="size-7" />}
    </div>
  );
}

function Adders({ label, path, value, put }: Pick<RowProps, 'value' | 'put'> & { label: string; path: TreeRow['path'] }) {
  const to = label === '' ? '' : ` to ${label}`;
  if (label === '') {
    return (
      <div className="flex gap-1.5">
        <Button size="sm" onClick={() => put(added(value, path, ''))}><Plus aria-hidden />Value</Button>
        <Button size="sm" onClick={() => put(added(value, path, {}))}><Braces aria-hidden />Map</Button>
        <Button size="sm" onClick={() => put(added(value, path, []))}><ListPlus aria-hidden />List</Button>
      </div>
    );
  }
  return (
    <>
      <IconButton label={`Add a value${to}`} icon={<Plus />} onClick={() => put(added(value, path, ''))} className="size-7" />
      <IconButton label={`Add a map${to}`} icon={<Braces />} onClick={() => put(added(value, path, {}))} className="size-7" />
      <IconButton label={`Add a list${to}`} icon={<ListPlus />} onClick={() => put(added(value, path, []))} className="size-7" />
    </>
  );
}

/** What is being typed is its own until one leaves it: a name that is half typed is no name. */
function Settled({ label, value, disabled, className, onSettle }: { label: string; value: string; disabled: boolean; className: string; onSettle: (value: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = () => {
    if (typed !== null && typed !== value) onSettle(typed);
    setTyped(null);
  };
  return <Input aria-label={label} value={typed ?? value} disabled={disabled} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} onBlur={settle} onKeyDown={(event) => { if (event.key === 'Enter') settle(); }} className={`h-7 font-mono text-xs ${className}`} />;
}
