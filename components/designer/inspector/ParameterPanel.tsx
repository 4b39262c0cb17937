'use client';
import { useId } from 'react';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { intoGroup, movedInGroup, removeAt, setAt } from '@/lib/graph';
import { Field } from '@/components/ui/Field';
import { IconButton } from '@/components/ui/IconButton';
import { Select } from '@/components/ui/Select';
import { Switch } from '@/components/ui/Switch';
import type { Json, JsonMap, ParameterSchema } from '@/lib/hot/types';
import type { DesignerDocument, Edit } from '../types';
import { CommitText } from './CommitText';
import { problemsAt } from './fields';
import { RawValue } from './RawValue';
import { isCfn, literalOf, textOf } from './value';

const TYPES = ['string', 'number', 'boolean', 'comma_delimited_list', 'json'];
const CFN_TYPES: Readonly<Record<string, string>> = { string: 'String', number: 'Number', boolean: 'Boolean', comma_delimited_list: 'CommaDelimitedList', json: 'Json' };

/** A parameter: what is asked for when the stack is deployed. */
export function ParameterPanel({ parameter, document, edit }: { parameter: ParameterSchema; document: DesignerDocument; edit: Edit }) {
  const id = useId();
  const cfn = isCfn(document.template);
  const base = [cfn ? 'Parameters' : 'parameters', parameter.name];
  const key = (name: string) => (cfn ? (CFN_KEYS[name] ?? name) : name);
  const set = (name: string, value: Json) => edit(`Set ${name} of ${parameter.name}`, (text) => (value === '' || value === null ? removeAt(text, [...base, key(name)]) : setAt(text, [...base, key(name)], value)));
  const group = document.template.parameterGroups.find(({ parameters }) => parameters.includes(parameter.name));
  const at = group?.parameters.indexOf(parameter.name) ?? -1;
  const move = (by: -1 | 1) => edit(`Ask for ${parameter.name} ${by < 0 ? 'earlier' : 'later'}`, (text) => movedInGroup(text, parameter.name, by));
  const problems = problemsAt(document.diagnostics, base);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-3" tabIndex={0} role="group" aria-label="Parameter">
      {problems.map((problem, index) => <p key={index} role="alert" className="text-xs text-muted">{problem.message}</p>)}
      <Field label="Type" htmlFor={`${id}-type`}>
        <Select id={`${id}-type`} value={parameter.type} options={TYPES.map((type) => ({ value: type, label: type.replace(/_/g, ' ') }))} onChange={(type) => set('type', cfn ? (CFN_TYPES[type] ?? type) : type)} />
      </Field>
      <Field label="Label" htmlFor={`${id}-label`} hint="What people see in the form; the name where there is none.">
        <CommitText id={`${id}-label`} value={parameter.label ?? ''} onCommit={(text) => set('label', text)} />
      </Field>
      <Field label="Description" htmlFor={`${id}-description`}>
        <CommitText id={`${id}-description`} value={parameter.description ?? ''} onCommit={(text) => set('description', text)} />
      </Field>
      <Field label="Default" htmlFor={`${id}-default`} hint="Without one, a value has to be given.">
        {parameter.type === 'json' || parameter.type === 'comma_delimited_list'
          ? <RawValue id={`${id}-default`} value={parameter.default} onChange={(value) => set('default', value)} />
          : <CommitText id={`${id}-default`} value={textOf(parameter.default)} onCommit={(text) => set('default', parameter.type === 'boolean' ? text === 'true' : literalOf(text, { type: parameter.type === 'number' ? 'Number' : 'String' }))} />}
      </Field>
      {cfn ? null : (
        <Field label="Group" htmlFor={`${id}-group`} hint="The heading under which it is asked for, with others of the same.">
          <div className="flex items-center gap-1">
            <CommitText id={`${id}-group`} value={group?.label ?? ''} placeholder={group === undefined ? 'none' : ''} onCommit={(text) => edit(`Group ${parameter.name}`, (before) => intoGroup(before, parameter.name, text.trim() === '' ? null : text.trim()))} className="flex-1" />
            <IconButton label="Ask for it earlier" icon={<ArrowUp />} disabled={at <= 0} onClick={() => move(-1)} />
            <IconButton label="Ask for it later" icon={<ArrowDown />} disabled={group === undefined || at === group.parameters.length - 1} onClick={() => move(1)} />
          </div>
        </Field>
      )}
      <Flag id={`${id}-hidden`} label="Hidden" hint="Encrypted, and masked wherever it would show." on={parameter.hidden} onChange={(on) => set('hidden', on ? true : null)} />
      {cfn ? null : <Flag id={`${id}-immutable`} label="Immutable" hint="It cannot be changed once the stack is deployed." on={parameter.immutable} onChange={(on) => set('immutable', on ? true : null)} />}
      {cfn ? null : (
        <Field label="Constraints" htmlFor={`${id}-constraints`} hint="A list: length, range, modulo, allowed_values, allowed_pattern or custom_constraint, each with a description if you like.">
          <RawValue id={`${id}-constraints`} value={parameter.constraints.length === 0 ? undefined : parameter.constraints.map(constraintOf)} onChange={(value) => set('constraints', value)} />
        </Field>
      )}
    </div>
  );
}

const CFN_KEYS: Readonly<Record<string, string>> = { type: 'Type', label: 'Label', description: 'Description', default: 'Default', hidden: 'NoEcho' };

function Flag({ id, label, hint, on, onChange }: { id: string; label: string; hint: string; on: boolean; onChange: (on: boolean) => void }) {
  return <Field label={label} htmlFor={id} hint={hint}><Switch id={id} checked={on} onChange={onChange} /></Field>;
}

/** As a template writes it. */
function constraintOf(constraint: ParameterSchema['constraints'][number]): Json {
  const { kind, description, ...rest } = constraint;
  const described: JsonMap = description === undefined ? {} : { description };
  switch (kind) {
    case 'allowed_values':
      return { allowed_values: 'values' in rest ? rest.values : [], ...described };
    case 'allowed_pattern':
      return { allowed_pattern: 'pattern' in rest ? rest.pattern : '', ...described };
    case 'custom_constraint':
      return { custom_constraint: 'name' in rest ? rest.name : '', ...described };
    default:
      return { [kind]: Object.fromEntries(Object.entries(rest).filter(([, value]) => typeof value === 'number')), ...described };
  }
}
