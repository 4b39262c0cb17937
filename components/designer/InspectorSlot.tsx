'use client';
import type { NodeKey } from '@/lib/graph';
import type { DesignerDocument, Edit, Select } from './types';
import { shortType } from './typeNames';

/** The selected node in words. */
export function InspectorSlot({ document, selected }: { document: DesignerDocument; selected: NodeKey | null; edit: Edit; select: Select }) {
  const node = selected === null ? undefined : document.graph.byKey.get(selected);
  return (
    <section aria-label="Inspector" className="p-4">
      <h2 className="text-base font-semibold">{node?.name ?? 'Template'}</h2>
      <p className="text-sm text-muted">{node ? shortType(node.type) : document.template.description}</p>
    </section>
  );
}
