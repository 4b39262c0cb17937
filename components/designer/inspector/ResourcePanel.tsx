'use client';
import { useId, useState } from 'react';
import type { GraphNode } from '@/lib/graph';
import { Badge } from '@/components/ui/Badge';
import { Tabs } from '@/components/ui/Tabs';
import { isMap } from '@/lib/hot/json';
import type { ResourceDefinition } from '@/lib/hot/types';
import type { DesignerDocument, Edit, Select } from '../types';
import { AddProperty } from './AddProperty';
import { formOf } from './fields';
import { MetaTab } from './MetaTab';
import { PropertyField } from './PropertyField';
import { ReferencesTab } from './ReferencesTab';
import { RawValue } from './RawValue';
import { YamlTab } from './YamlTab';
import { useFieldContext } from './useFieldContext';
import { emptyValue, resourcePath } from './value';

/** A resource: its properties as a form made from its type, the rest of its definition, and what it is connected with. */
export function ResourcePanel({ node, resource, document, edit, select }: { node: GraphNode; resource: ResourceDefinition; document: DesignerDocument; edit: Edit; select: Select }) {
  const [tab, setTab] = useState('properties');
  const references = document.graph.edges.filter((edge) => edge.from === node.key || edge.to === node.key).length;
  return (
    <Tabs
      value={tab}
      onChange={setTab}
      label="Parts of the resource"
      tabs={[{ value: 'properties', label: 'Properties' }, { value: 'meta', label: 'Meta' }, { value: 'references', label: 'References', badge: references > 0 ? <Badge>{references}</Badge> : null }, { value: 'yaml', label: 'YAML' }]}
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-3" tabIndex={0} role="group" aria-label={tab}>
        {tab === 'properties' ? <Properties resource={resource} document={document} edit={edit} /> : null}
        {tab === 'meta' ? <MetaTab resource={resource} document={document} edit={edit} /> : null}
        {tab === 'yaml' ? <YamlTab node={node} document={document} edit={edit} select={select} /> : null}
        {tab === 'references' ? <ReferencesTab node={node} graph={document.graph} select={select} /> : null}
      </div>
    </Tabs>
  );
}

function Properties({ resource, document, edit }: { resource: ResourceDefinition; document: DesignerDocument; edit: Edit }) {
  const id = useId();
  const context = useFieldContext(document, edit, resource.name);
  const { shown, rest } = formOf(resource, document.catalogue.get(resource.type));
  const path = resourcePath(document.template, resource.name, 'properties');
  if (!isMap(resource.properties)) {
    return <RawValue value={resource.properties} label="properties" onChange={(value) => context.set(path, value, `Set the properties of ${resource.name}`)} />;
  }
  return (
    <>
      {shown.length === 0 ? <p className="text-sm text-muted">Nothing is set, and nothing has to be.</p> : null}
      {shown.map(({ name, schema, value, unknown }) => (
        <PropertyField
          key={`${resource.name}.${name}`}
          id={`${id}-${name}`}
          path={[...path, name]}
          name={name}
          schema={schema}
          value={value}
          required={schema.required ?? false}
          unknown={unknown}
          removable={value !== undefined}
          context={context}
        />
      ))}
      <AddProperty rest={rest} onAdd={({ name, schema }) => context.set([...path, name], emptyValue(schema), `Add ${name} to ${resource.name}`)} />
    </>
  );
}
