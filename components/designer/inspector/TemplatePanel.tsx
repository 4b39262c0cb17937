'use client';
import { useId } from 'react';
import { Plus } from 'lucide-react';
import { nodeKey, setAt } from '@/lib/graph';
import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import type { DockPanel } from '../dock/Dock';
import type { DesignerDocument, Edit, Select } from '../types';
import { CommitText } from './CommitText';
import { isCfn } from './value';

export interface TemplatePanelProps {
  document: DesignerDocument;
  edit: Edit;
  select: Select;
  files: number;
  /** Shows them below the drawing. */
  onPanel: (panel: DockPanel) => void;
  onConvert: (() => void) | null;
  readOnly: boolean;
}

/** Nothing is selected: the template itself. What it asks for and what it tells are listed below the drawing. */
export function TemplatePanel({ document, edit, select, files, onPanel, onConvert, readOnly }: TemplatePanelProps) {
  const id = useId();
  const { template } = document;
  const cfn = isCfn(template);
  const conditions = Object.keys(template.conditions);
  const addCondition = () => {
    let number = 1;
    while (conditions.includes(`condition_${number}`)) number += 1;
    const name = `condition_${number}`;
    edit(`Add condition ${name}`, (text) => setAt(text, [cfn ? 'Conditions' : 'conditions', name], cfn ? { 'Fn::Equals': ['a', 'a'] } : { equals: ['a', 'a'] }));
    select(nodeKey('condition', name));
  };
  const counts = [['parameters', 'Parameters', Object.keys(template.parameters).length], ['outputs', 'Outputs', Object.keys(template.outputs).length], ['files', 'Files', files]] as const;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-3" tabIndex={0} role="group" aria-label="Template">
      <div>
        <h2 className="text-base font-semibold">Template</h2>
        <p className="text-xs text-muted">{cfn ? template.versionKey : 'HOT'} {template.version} · {Object.keys(template.resources).length} {Object.keys(template.resources).length === 1 ? 'resource' : 'resources'}</p>
        {cfn && onConvert !== null ? <Button size="sm" className="mt-2" onClick={onConvert}>Convert to HOT…</Button> : null}
      </div>
      <Field label="Description" htmlFor={`${id}-description`}>
        <CommitText id={`${id}-description`} value={template.description === 'No description' ? '' : template.description} multiline rows={3} onCommit={(typed) => edit('Describe the template', (text) => setAt(text, [cfn ? 'Description' : 'description'], typed))} />
      </Field>
      <dl className="grid grid-cols-3 overflow-hidden rounded-md border text-xs">
        {counts.map(([panel, label, count]) => (
          <div key={panel} className="relative flex flex-col border-s px-2.5 py-1.5 first:border-s-0 hover:bg-hover">
            <dt><button type="button" title="Shown below the drawing" onClick={() => onPanel(panel)} className="text-muted after:absolute after:inset-0">{label}</button></dt>
            <dd className="text-base font-medium tabular-nums">{count}</dd>
          </div>
        ))}
      </dl>
      <section aria-label="Conditions">
        <div className="flex items-center justify-between pb-1">
          <h3 className="text-sm font-medium">Conditions <span className="text-faint">{conditions.length}</span></h3>
          {readOnly ? null : <Button size="sm" variant="quiet" aria-label="Add condition" onClick={addCondition}><Plus aria-hidden />Add</Button>}
        </div>
        <ul>
          {conditions.map((name) => <li key={name}><button type="button" className="w-full truncate rounded-sm px-1.5 py-1 text-start font-mono text-xs hover:bg-hover" onClick={() => select(nodeKey('condition', name))}>{name}</button></li>)}
        </ul>
      </section>
    </div>
  );
}
