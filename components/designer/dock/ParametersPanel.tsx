'use client';
import { nodeKey } from '@/lib/graph';
import type { ParameterSchema } from '@/lib/hot/types';
import { yamlOf } from '../inspector/value';
import type { DesignerDocument } from '../types';
import { type Part, PartList, type PartListProps } from './PartList';
import { usesOf } from './uses';

/** What people are asked for when they deploy, in the order and groups in which they are asked. */
export function ParametersPanel({ document, ...list }: { document: DesignerDocument } & Pick<PartListProps, 'selected' | 'select' | 'onAdd' | 'onRemove'>) {
  const { template: { parameters, parameterGroups }, graph } = document;
  const partOf = (parameter: ParameterSchema): Part => {
    const key = nodeKey('parameter', parameter.name);
    return { key, name: parameter.name, cells: [parameter.type.replace(/_/g, ' '), parameter.default === undefined ? <span className="text-ink">asked for</span> : parameter.hidden ? '••••' : <span className="font-mono">{yamlOf(parameter.default)}</span>, parameter.label ?? parameter.description ?? '', usesOf(graph, key)] };
  };
  const grouped = new Set(parameterGroups.flatMap((group) => group.parameters));
  const rest = Object.values(parameters).filter(({ name }) => !grouped.has(name));
  const groups = parameterGroups.map((group, index) => ({ title: group.label ?? `Group ${index + 1}`, parts: group.parameters.flatMap((name) => (parameters[name] === undefined ? [] : [partOf(parameters[name])])) }));
  return (
    <PartList
      {...list} label="Parameters" one="a parameter" columns={['Type', 'Default', 'Meaning', 'Used by']} widths="minmax(8rem,1fr) 7rem minmax(7rem,1fr) minmax(8rem,2fr) minmax(6rem,1fr)"
      groups={[...groups, { title: groups.length > 0 ? 'In no group' : null, parts: rest.map(partOf) }]}
      empty="Nothing is asked for when this is deployed. A parameter is a value that each deployment chooses."
    />
  );
}
