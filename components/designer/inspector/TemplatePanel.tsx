'use client';
import { useId } from 'react';
import { Plus } from 'lucide-react';
import { nodeKey, type NodeKind, setAt } from '@/lib/graph';
import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import type { Json } from '@/lib/hot/types';
import type { DesignerDocument, Edit, Select } from '../types';
import { CommitText } from './CommitText';
import { isCfn } from './value';

/** Nothing is selected: the template itself, with what it asks for and what it tells. */
export function TemplatePanel({ document, edit, select, onConvert }: { document: DesignerDocument; edit: Edit; select: Select; onConvert: (() => void) | null }) {
  const id = useId();
  const { template } = document;
  const cfn = isCfn(template);
  const add = (kind: Exclude<NodeKind, 'resource'>, names: readonly string[], definition: Json) => {
    let number = 1;
    while (names.includes(`${kind}_${number}`)) number += 1;
    const name = `${kind}_${number}`;
    edit(`Add ${kind} ${name}`, (text) => setAt(text, [SECTIONS[kind][cfn ? 1 : 0], name], definition));
    select(nodeKey(kind, name));
  };
  const parameters = Object.keys(template.parameters);
  const outputs = Object.keys(template.outputs);
  const conditions = Object.keys(template.conditions);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-3" tabIndex={0} role="group" aria-label="Template">
      <div>
        <h2 className="text-base font-semibold">Template</h2>
        <p className="text-xs text-muted">{cfn ? template.versionKey : 'HOT'} {template.version} · {Object.keys(template.resources).length} resources</p>
        {cfn && onConvert !== null ? <Button size="sm" className="mt-2" onClick={onConvert}>Convert to HOT…</Button> : null}
      </div>
      <Field label="Description" htmlFor={`${id}-description`}>
        <CommitText id={`${id}-description`} value={template.description === 'No description' ? '' : template.description} multiline rows={3} onCommit={(typed) => edit('Describe the template', (text) => setAt(text, [cfn ? 'Description' : 'description'], typed))} />
      </Field>
      <NameList title="Parameters" names={parameters} kind="parameter" addLabel="Add parameter" select={select} onAdd={() => add('parameter', parameters, cfn ? { Type: 'String' } : { type: 'string' })} />
      <NameList title="Outputs" names={outputs} kind="output" addLabel="Add output" select={select} onAdd={() => add('output', outputs, cfn ? { Value: '' } : { value: '' })} />
      <NameList title="Conditions" names={conditions} kind="condition" addLabel="Add condition" select={select} onAdd={() => add('condition', conditions, cfn ? { 'Fn::Equals': ['a', 'a'] } : { equals: ['a', 'a'] })} />
    </div>
  );
}

const SECTIONS: Readonly<Record<Exclude<NodeKind, 'resource'>, readonly [string, string]>> = { parameter: ['parameters', 'Parameters'], output: ['outputs', 'Outputs'], condition: ['conditions', 'Conditions'] };

interface NameListProps {
  title: string;
  names: readonly string[];
  kind: NodeKind;
  addLabel: string;
  select: Select;
  onAdd: () => void;
}

function NameList({ title, names, kind, addLabel, select, onAdd }: NameListProps) {
  return (
    <section aria-label={title}>
      <div className="flex items-center justify-between pb-1">
        <h3 className="text-sm font-medium">{title} <span className="text-faint">{names.length}</span></h3>
        <Button size="sm" variant="quiet" aria-label={addLabel} onClick={onAdd}><Plus aria-hidden />Add</Button>
      </div>
      <ul>
        {names.map((name) => <li key={name}><button type="button" className="w-full truncate rounded-sm px-1.5 py-1 text-left font-mono text-xs hover:bg-hover" onClick={() => select(nodeKey(kind, name))}>{name}</button></li>)}
      </ul>
    </section>
  );
}
