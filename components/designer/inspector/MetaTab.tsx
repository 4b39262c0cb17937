'use client';
import { useId } from 'react';
import { X } from 'lucide-react';
import { addDependency, circleOf, removeAt, removeDependency, setAt } from '@/lib/graph';
import { Field } from '@/components/ui/Field';
import { Select } from '@/components/ui/Select';
import { isMap } from '@/lib/hot/json';
import type { ResourceDefinition } from '@/lib/hot/types';
import type { DesignerDocument, Edit } from '../types';
import { CommitText } from './CommitText';
import { RawValue } from './RawValue';
import { isCfn, resourcePath } from './value';

const NONE = '(none)';

/** What a definition says beside its properties. */
export function MetaTab({ resource, document, edit }: { resource: ResourceDefinition; document: DesignerDocument; edit: Edit }) {
  const id = useId();
  const { template, graph } = document;
  const { name } = resource;
  const path = (key: string) => resourcePath(template, name, key);
  const free = Object.keys(template.resources).filter((other) => other !== name && !resource.dependsOn.includes(other) && circleOf(graph.edges, `resource:${other}`, `resource:${name}`) === null);
  const conditions = Object.keys(template.conditions);
  return (
    <>
      <Field label="Depends on" htmlFor={`${id}-depends`} hint="Comes after these, also where no value flows.">
        <div className="flex flex-wrap gap-1">
          {resource.dependsOn.map((other) => (
            <span key={other} className="inline-flex items-center gap-1 rounded-sm border bg-sunken py-0.5 ps-2 pe-0.5 font-mono text-xs">
              {other}
              <button type="button" aria-label={`Do not depend on ${other}`} className="rounded-sm p-0.5 hover:bg-hover" onClick={() => edit(`Remove the dependency on ${other}`, (text) => removeDependency(text, name, other))}><X className="size-3" aria-hidden /></button>
            </span>
          ))}
        </div>
        <Select id={`${id}-depends`} value={undefined} placeholder={free.length === 0 ? 'Nothing else can come first' : 'Add...'} disabled={free.length === 0} options={free.map((other) => ({ value: other, label: other }))} onChange={(other) => edit(`Let ${name} depend on ${other}`, (text) => addDependency(text, name, other))} />
      </Field>
      <Field label="Condition" htmlFor={`${id}-condition`} hint="It is made only where this holds.">
        {resource.condition === undefined || typeof resource.condition === 'string' ? (
          <Select
            id={`${id}-condition`}
            value={resource.condition ?? NONE}
            options={[NONE, ...conditions].map((each) => ({ value: each, label: each }))}
            onChange={(condition) => edit(`Set the condition of ${name}`, (text) => (condition === NONE ? removeAt(text, path('condition')) : setAt(text, path('condition'), condition)))}
          />
        ) : <RawValue id={`${id}-condition`} value={resource.condition} onChange={(value) => edit(`Set the condition of ${name}`, (text) => setAt(text, path('condition'), value))} />}
      </Field>
      <Field label="When it is deleted" htmlFor={`${id}-policy`} hint="Delete removes it; Retain leaves what it stands for; Snapshot takes one first.">
        <Select id={`${id}-policy`} value={resource.deletionPolicy} options={['Delete', 'Retain', 'Snapshot'].map((each) => ({ value: each, label: each }))} onChange={(policy) => edit(`Set the deletion policy of ${name}`, (text) => (policy === 'Delete' ? removeAt(text, path('deletion_policy')) : setAt(text, path('deletion_policy'), policy)))} />
      </Field>
      {isCfn(template) ? null : (
        <Field label="Stands for" htmlFor={`${id}-external`} hint="The id of something that exists already (external_id): it is watched, and never made, changed or deleted.">
          {resource.externalId === undefined || typeof resource.externalId === 'string' ? (
            <CommitText id={`${id}-external`} mono placeholder="made by this stack" value={resource.externalId ?? ''} onCommit={(text) => edit(`Set the external id of ${name}`, (before) => (text.trim() === '' ? removeAt(before, path('external_id')) : setAt(before, path('external_id'), text.trim())))} />
          ) : <RawValue id={`${id}-external`} value={resource.externalId} onChange={(value) => edit(`Set the external id of ${name}`, (text) => (value === null ? removeAt(text, path('external_id')) : setAt(text, path('external_id'), value)))} />}
        </Field>
      )}
      <Field label="Update policy" htmlFor={`${id}-update`} hint="How groups are updated, such as rolling_update with a batch size.">
        <RawValue id={`${id}-update`} value={isMap(resource.updatePolicy) && Object.keys(resource.updatePolicy).length === 0 ? undefined : resource.updatePolicy} onChange={(value) => edit(`Set the update policy of ${name}`, (text) => (value === null ? removeAt(text, path(isCfn(template) ? 'UpdatePolicy' : 'update_policy')) : setAt(text, path(isCfn(template) ? 'UpdatePolicy' : 'update_policy'), value)))} />
      </Field>
      <Field label="Description" htmlFor={`${id}-description`}>
        <CommitText id={`${id}-description`} value={resource.description ?? ''} onCommit={(text) => edit(`Describe ${name}`, (before) => (text === '' ? removeAt(before, path('description')) : setAt(before, path('description'), text)))} />
      </Field>
      <Field label="Metadata" htmlFor={`${id}-metadata`} hint="Any map; agents on servers read it.">
        <RawValue id={`${id}-metadata`} value={isMap(resource.metadata) && Object.keys(resource.metadata).length === 0 ? undefined : resource.metadata} onChange={(value) => edit(`Set the metadata of ${name}`, (text) => (value === null ? removeAt(text, path('metadata')) : setAt(text, path('metadata'), value)))} />
      </Field>
    </>
  );
}
