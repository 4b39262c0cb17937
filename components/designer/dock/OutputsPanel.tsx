'use client';
import { nodeKey } from '@/lib/graph';
import { yamlOf } from '../inspector/value';
import type { DesignerDocument } from '../types';
import { PartList, type PartListProps } from './PartList';

/** What a stack tells once it is deployed. */
export function OutputsPanel({ document, ...list }: { document: DesignerDocument } & Pick<PartListProps, 'selected' | 'select' | 'onAdd' | 'onRemove'>) {
  return (
    <PartList
      {...list} label="Outputs" one="an output" columns={['Value', 'Description']} widths="minmax(8rem,1fr) minmax(10rem,2fr) minmax(8rem,2fr)"
      groups={[{ title: null, parts: Object.values(document.template.outputs).map(({ name, value, description }) => ({ key: nodeKey('output', name), name, cells: [<code key="value" className="font-mono">{yamlOf(value).replace(/\s+/g, ' ')}</code>, description ?? ''] })) }]}
      empty="The stack tells nothing yet. An output is a value it shows when it is deployed: an address, a password."
    />
  );
}
