'use client';
import { thingConstraint } from '@/components/live/ThingInput';
import { Select } from '@/components/ui/Select';
import { Switch } from '@/components/ui/Switch';
import { isMap } from '@/lib/hot/json';
import type { Json } from '@/lib/hot/types';
import { CommitText } from './CommitText';
import type { ValueEditorProps } from './context';
import { allowedValues } from './fields';
import { FunctionValue } from './FunctionValue';
import { ListEditor } from './ListEditor';
import { MapEditor } from './MapEditor';
import { RawValue } from './RawValue';
import { ReferenceValue } from './ReferenceValue';
import { literalOf, textOf } from './value';

/** The control that suits a value: by how it is written, its type and its constraints. */
export function ValueEditor(props: ValueEditorProps) {
  const { id, path, schema, value, mode, label, describedBy, invalid, context } = props;
  const set = (next: Json) => context.set(path, next, `Set ${label}`);
  if (mode === 'expression') return <FunctionValue {...props} />;
  if (mode !== 'value') return <ReferenceValue id={id} mode={mode} value={value} template={context.template} catalogue={context.catalogue} owner={context.owner} label={label} describedBy={describedBy} onChange={set} />;
  const allowed = allowedValues(schema);
  if (schema.type === 'List' && (value === undefined || Array.isArray(value))) return <ListEditor {...props} items={value ?? []} allowed={allowed} />;
  if ((schema.type === 'Map' || (schema.type === 'Any' && isMap(value))) && (value === undefined || isMap(value))) return <MapEditor {...props} entries={value ?? {}} />;
  if (schema.type === 'Any' && Array.isArray(value)) return <RawValue id={id} value={value} describedBy={describedBy} onChange={set} />;
  if (schema.type === 'Boolean' && (value === undefined || typeof value === 'boolean')) {
    const on = value ?? schema.default === true;
    return <span className="flex h-8 items-center gap-2 text-sm"><Switch id={id} checked={on === true} aria-describedby={describedBy} onChange={set} />{String(on)}{value === undefined ? <span className="text-xs text-faint">default</span> : null}</span>;
  }
  if (allowed !== null && allowed.length > 0) {
    const fallback = schema.default === undefined || schema.default === null ? 'Choose...' : `${textOf(schema.default)} (default)`;
    return <Select id={id} aria-describedby={describedBy} aria-invalid={invalid} value={value === undefined ? undefined : textOf(value)} placeholder={fallback} options={allowed.map((each) => ({ value: String(each), label: String(each) }))} onChange={(text) => set(allowed.find((each) => String(each) === text) ?? text)} />;
  }
  const text = textOf(value);
  const script = text.includes('\n') || path.at(-1) === 'user_data' || (path.length === 4 && path.at(-1) === 'config');
  return (
    <CommitText
      id={id}
      value={text}
      describedBy={describedBy}
      invalid={invalid}
      placeholder={schema.default === undefined || schema.default === null ? '' : textOf(schema.default)}
      multiline={script}
      mono={script || schema.type === 'Any'}
      rows={script ? Math.min(24, Math.max(8, text.split('\n').length + 1)) : undefined}
      thing={script ? null : thingConstraint(schema.constraints)}
      inputMode={schema.type === 'Integer' || schema.type === 'Number' ? 'decimal' : 'text'}
      onCommit={(typed) => set(literalOf(script && typed !== '' && !typed.endsWith('\n') ? `${typed}\n` : typed, schema))}
    />
  );
}
