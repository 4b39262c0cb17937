'use client';
import { createElement, useState } from 'react';
import { Trash2 } from 'lucide-react';
import { EditRefused, type GraphNode, type NodeKey, nodeKey, renameNode } from '@/lib/graph';
import { IconButton } from '@/components/ui/IconButton';
import { placeHref } from '@/components/shell/navigation';
import type { DesignerDocument, Edit, Select } from '../types';
import { iconOf, shortType } from '../typeNames';
import { missingConnection, needsConnection } from '../palette/typeSearch';
import { useConnected } from '../useConnected';
import { CommitText } from './CommitText';

export interface NodeHeaderProps {
  node: GraphNode;
  document: DesignerDocument;
  edit: Edit;
  select: Select;
  remove: (key: NodeKey) => void;
  retype: ((key: NodeKey) => void) | null;
  project: string;
}

/** Name and type of what is selected. A new name goes to every place that refers to it. */
export function NodeHeader({ node, document, edit, select, remove, retype, project }: NodeHeaderProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const schema = document.catalogue.get(node.type);
  const connected = useConnected(project);
  const missing = schema === undefined ? null : missingConnection(schema, connected);
  const rename = (name: string) => {
    try {
      renameNode(document.text, node.kind, node.name, name);
    } catch (fault) {
      if (!(fault instanceof EditRefused)) throw fault;
      setRefusal(fault.message);
      return;
    }
    setRefusal(null);
    edit(`Rename ${node.name} to ${name}`, (text) => renameNode(text, node.kind, node.name, name));
    select(nodeKey(node.kind, name));
  };
  return (
    <header className="flex shrink-0 flex-col gap-1 border-b px-4 py-3">
      <div className="flex items-center gap-2">
        {createElement(iconOf(node.type, node.shape), { className: 'size-4 shrink-0 text-muted', 'aria-hidden': true })}
        <CommitText value={node.name} label="Name" mono invalid={refusal !== null} className="h-8 flex-1 text-sm font-semibold" onCommit={rename} />
        <IconButton label={`Delete ${node.name}`} icon={<Trash2 />} onClick={() => remove(node.key)} />
      </div>
      {refusal ? <p role="alert" className="text-xs text-muted">{refusal}</p> : null}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
        <span className="truncate font-mono" title={node.type}>{shortType(node.type)}</span>
        {node.kind === 'resource' && retype !== null ? <button type="button" className="rounded-sm underline decoration-border-strong underline-offset-2 hover:text-ink" onClick={() => retype(node.key)}>Change type</button> : null}
        {node.kind === 'resource' && schema !== undefined && node.shape !== 'nested' ? <a href={`${placeHref(project, 'types')}/${encodeURIComponent(node.type)}`} target="_blank" rel="noreferrer" className="rounded-sm underline decoration-border-strong underline-offset-2 hover:text-ink">Reference<span className="sr-only"> of the type, in a new tab</span></a> : null}
      </p>
      {schema?.description ? <p className="text-xs text-muted">{schema.description}</p> : null}
      {node.kind === 'resource' && schema !== undefined && schema.connections.length === 0 ? <p className="text-xs text-muted">Nothing in this project runs this type yet: it can be drawn and checked, not deployed.</p> : null}
      {missing === null ? null : <p className="rounded-md border border-status-held px-2 py-1 text-xs">Needs a connection to {missing}, and this project has none. <a href={placeHref(project, 'connections')} target="_blank" rel="noreferrer" className="rounded-sm underline decoration-border-strong underline-offset-2">Connections<span className="sr-only">, in a new tab</span></a></p>}
      {missing === null && schema !== undefined && needsConnection(schema) !== null ? <p className="text-xs text-muted">Runs on a connected {needsConnection(schema)}.</p> : null}
    </header>
  );
}
