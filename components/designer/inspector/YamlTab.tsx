'use client';
import { useState } from 'react';
import { EditRefused, type GraphNode, nodeKey, replaceBlock, textOfBlock } from '@/lib/graph';
import { CopyButton } from '@/components/ui/CopyButton';
import type { DesignerDocument, Edit, Select } from '../types';
import { CommitText } from './CommitText';

/** The lines of one node and no others, to be changed by hand. */
export function YamlTab({ node, document, edit, select }: { node: GraphNode; document: DesignerDocument; edit: Edit; select: Select }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const text = document.current ? textOfBlock(document.text, node.kind, node.name) : null;
  if (text === null) return <p className="text-sm text-muted">The text cannot be read at the moment. Mend it in the editor.</p>;
  const commit = (typed: string) => {
    try {
      const { name } = replaceBlock(document.text, node.kind, node.name, typed);
      setRefusal(null);
      edit(`Write ${node.name}`, (before) => replaceBlock(before, node.kind, node.name, typed).text);
      select(nodeKey(node.kind, name));
    } catch (fault) {
      if (!(fault instanceof EditRefused)) throw fault;
      setRefusal(fault.message);
    }
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2">
      <div className="flex items-center justify-between gap-2 text-xs text-muted"><span>Taken over when you leave the field</span><CopyButton text={text} label="Copy the YAML" /></div>
      <CommitText label={`YAML of ${node.name}`} value={text} multiline mono rows={Math.min(30, Math.max(6, text.split('\n').length + 1))} invalid={refusal !== null} onCommit={commit} className="min-h-32 whitespace-pre" />
      {refusal ? <p role="alert" className="text-xs">{refusal} Nothing was changed.</p> : null}
    </div>
  );
}
