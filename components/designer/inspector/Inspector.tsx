'use client';
import { memo, useState } from 'react';
import type { NodeKey } from '@/lib/graph';
import { Tabs } from '@/components/ui/Tabs';
import type { JsonMap } from '@/lib/hot/types';
import { setAt } from '@/lib/graph';
import type { DockPanel } from '../dock/Dock';
import type { DesignerDocument, Edit, Select } from '../types';
import { EnvironmentTab } from './EnvironmentTab';
import { NodeHeader } from './NodeHeader';
import { OutputPanel } from './OutputPanel';
import { ParameterPanel } from './ParameterPanel';
import { RawValue } from './RawValue';
import { ReferencesTab } from './ReferencesTab';
import { ResourcePanel } from './ResourcePanel';
import { SeveralPanel } from './SeveralPanel';
import { TemplatePanel } from './TemplatePanel';
import { isCfn } from './value';

export interface InspectorProps {
  document: DesignerDocument;
  selected: NodeKey | null;
  /** Everything that is selected. */
  marked: ReadonlySet<NodeKey>;
  edit: Edit;
  select: Select;
  /** Takes a node away, with what means nothing without it; asks first where that is more than the node. */
  remove: (key: NodeKey) => void;
  /** Asks for another type. */
  retype: (key: NodeKey) => void;
  /** Of the project, for the reference of types. */
  project: string;
  around: Around;
}

/** What belongs to a draft beside its text. */
export interface Around {
  files: Readonly<Record<string, string>>;
  environment: JsonMap;
  readOnly: boolean;
  onEnvironment: (environment: JsonMap) => void;
  /** Shows a panel below the drawing. */
  onPanel: (panel: DockPanel) => void;
  /** A CFN template is written as HOT, after it was shown. */
  onConvert: () => void;
}

/** What is selected, as forms made from its type; without a selection, the template. Every change is the smallest edit of the text. */
export const Inspector = memo(function Inspector({ document, selected, marked, edit, select, remove, retype, project, around }: InspectorProps) {
  const node = selected === null ? undefined : document.graph.byKey.get(selected);
  const several = [...marked].filter((key) => key.startsWith('resource:') && document.graph.byKey.has(key));
  if (several.length > 1) return <section aria-label="Inspector" className="flex min-h-0 flex-1 flex-col bg-surface"><SeveralPanel key={several.join()} keys={several} document={document} edit={edit} select={select} /></section>;
  return (
    <section aria-label="Inspector" className="flex min-h-0 flex-1 flex-col bg-surface">
      {node === undefined ? <Whole document={document} edit={edit} select={select} around={around} /> : (
        <>
          <NodeHeader key={node.key} node={node} document={document} edit={edit} select={select} remove={remove} retype={around.readOnly ? null : retype} project={project} />
          <Panel key={`panel-${node.key}`} document={document} selected={node.key} edit={edit} select={select} />
        </>
      )}
    </section>
  );
});

function Whole({ document, edit, select, around }: Pick<InspectorProps, 'document' | 'edit' | 'select' | 'around'>) {
  const [tab, setTab] = useState('template');
  const { files, environment, readOnly, onPanel, onEnvironment, onConvert } = around;
  return (
    <Tabs
      value={tab}
      onChange={setTab}
      label="Parts of the draft"
      tabs={[{ value: 'template', label: 'Template' }, { value: 'environment', label: 'Environment' }]}
    >
      {tab === 'template' ? <TemplatePanel document={document} edit={edit} select={select} files={Object.keys(files).length} onPanel={onPanel} onConvert={readOnly ? null : onConvert} readOnly={readOnly} /> : (
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4 py-3" tabIndex={0} role="group" aria-label={tab}>
          <EnvironmentTab template={document.template} environment={environment} readOnly={readOnly} onChange={onEnvironment} />
        </div>
      )}
    </Tabs>
  );
}

function Panel({ document, selected, edit, select }: Pick<InspectorProps, 'document' | 'edit' | 'select'> & { selected: NodeKey }) {
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
