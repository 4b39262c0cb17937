'use client';
import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { Select } from '@/components/ui/Select';
import type { PropertySchema } from '@/lib/hot/types';
import type { ValueEditorProps } from './context';
import { calledIn, FUNCTION_FORMS, functionsOf, partOf } from './functions';
import { RawValue } from './RawValue';
import { emptyValue } from './value';

const BY_HAND = 'by hand';

/** A call of a function as a form of its parts; each part is a value like any other. What has no form is written by hand. */
export function FunctionValue({ id, path, value, label, describedBy, context }: ValueEditorProps) {
  const called = calledIn(value);
  const { template } = context;
  const names = functionsOf(template);
  return (
    <div className="flex flex-col gap-2">
      <Select
        id={id}
        aria-label={`${label}: function`}
        aria-describedby={describedBy}
        value={called?.name ?? BY_HAND}
        options={[...(called !== null && !names.includes(called.name) ? [called.name] : []), ...names, BY_HAND].map((name) => ({ value: name, label: name }))}
        onChange={(name) => {
          const form = FUNCTION_FORMS[name];
          if (form) context.set(path, { [name]: form.blank(called === null ? undefined : partOf(called.args, called.form.parts[0] ?? { key: null, name: '', schema: { type: 'Any' } }), template) }, `Use ${name} for ${label}`);
        }}
      />
      {called === null ? <RawValue id={`${id}-yaml`} label={`${label}, as YAML`} value={value} describedBy={describedBy} onChange={(next) => context.set(path, next, `Set ${label}`)} /> : (
        <>
          <p className="text-xs text-muted">{called.form.about}</p>
          <div className="flex flex-col gap-2 border-s-2 ps-2.5">
            {called.form.parts.map((part) => {
              const at = part.key === null ? [...path, called.name] : [...path, called.name, part.key];
              const own = partOf(called.args, part);
              const schema: PropertySchema = called.name === 'if' && part.key === 0 ? { type: 'String', constraints: [{ kind: 'allowed_values', values: Object.keys(template.conditions) }] } : part.schema;
              if (own === undefined && part.optional) return <Button key={part.name} size="sm" variant="quiet" className="self-start" onClick={() => context.set(at, emptyValue(schema), `Add ${part.name}`)}><Plus aria-hidden />{part.name}</Button>;
              return <context.Field key={part.name} id={`${id}-${part.name}`} path={at} name={part.name} schema={schema} value={own} required={!part.optional} context={context} compact removable={part.optional === true && own !== undefined} />;
            })}
          </div>
        </>
      )}
    </div>
  );
}
