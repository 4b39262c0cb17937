'use client';
import type { NodeKey } from '@/lib/graph';
import { setAt } from '@/lib/graph';
import type { DesignerDocument, Edit, Select } from '../types';
import { NodeHeader } from './NodeHeader';
import { OutputPanel } from './OutputPanel';
import { ParameterPanel } from './ParameterPanel';
import { RawValue } from './RawValue';
import { ReferencesTab } from './ReferencesTab';
import { ResourcePanel } from './ResourcePanel';
import { TemplatePanel } from './TemplatePanel';
import { isCfn } from './value';

export interface InspectorProps {
  document: DesignerDocument;
  selected: NodeKey | null;
  edit: Edit;
  select: Select;
  /** Takes a node away, with what means nothing without it; asks first where that is more than the node. */
  remove: (key: NodeKey) => void;
}

/** What is selected, as forms made from its type; without a selection, the template. Every change is the smallest edit of the text. */
export function Inspector({ document, selected, edit, select, remove }: InspectorProps) {
  const node = selected === null ? undefined : document.graph.byKey.get(selected);
  return (
    <section aria-label="Inspector" className="flex min-h-0 flex-1 flex-col bg-surface">
      {node === undefined ? <TemplatePanel document={document} edit={edit} select={select} /> : (
        <>
          <NodeHeader key={node.key} node={node} document={document} edit={edit} select={select} remove={remove} />
          <Panel key={`panel-${node.key}`} document={document} selected={node.key} edit={edit} select={select} />
        </>
      )}
    </section>
  );
}

function Panel({ document, selected, edit, select }: Omit<InspectorProps, 'remove'> & { selected: NodeKey }) {
  const { template, graph } = document;
  const node = graph.byKey.get(selected);
  if (node === undefined) return null;
  const resource = template.resources[node.name];
  if (node.kind === 'resource' && resource !== undefined) return <ResourcePanel node={node} resource={resource} document={document} edit={edit} select={select} />;
  const parameter = template.parameters[node.name];
  if (node.kind === 'parameter' && parameter !== undefined) return <ParameterPanel parameter={parameter} document={document} edit={edit} />;
  const output = template.outputs[node.name];
  if (node.kind === 'output' && output !== undefined) return <OutputPanel output={output} document={document} edit={edit} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-3" tabIndex={0} role="group" aria-label="Condition">
      <RawValue label="Condition" value={template.conditions[node.name]} onChange={(value) => edit(`Set the condition ${node.name}`, (text) => setAt(text, [isCfn(template) ? 'Conditions' : 'conditions', node.name], value))} />
      <ReferencesTab node={node} graph={graph} select={select} />
    </div>
  );
}
