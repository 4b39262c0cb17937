'use client';
import { Select } from '@/components/ui/Select';
import type { Json, Template, TypeCatalogue } from '@/lib/hot/types';
import { CommitText } from './CommitText';
import type { Mode } from './value';

export interface ReferenceValueProps {
  id?: string;
  mode: Extract<Mode, 'parameter' | 'resource' | 'attribute'>;
  value: Json | undefined;
  template: Template;
  catalogue: TypeCatalogue;
  /** The resource the value belongs to: it cannot refer to itself. */
  owner: string | null;
  label: string;
  describedBy?: string;
  onChange: (value: Json) => void;
}

/** A value that comes from somewhere else: a parameter, a resource, an attribute of one. */
export function ReferenceValue(props: ReferenceValueProps) {
  const { id, mode, value, template, owner, label, describedBy, onChange } = props;
  const current = argumentsOf(value);
  if (mode === 'parameter') {
    const names = Object.keys(template.parameters);
    return <Select id={id} aria-label={`${label}: parameter`} aria-describedby={describedBy} value={current[0]} placeholder={names.length === 0 ? 'No parameters yet' : 'Choose a parameter'} options={names.map(option)} onChange={(name) => onChange({ get_param: name })} />;
  }
  const names = Object.keys(template.resources).filter((name) => name !== owner);
  if (mode === 'resource') return <Select id={id} aria-label={`${label}: resource`} aria-describedby={describedBy} value={current[0]} placeholder="Choose a resource" options={names.map(option)} onChange={(name) => onChange({ get_resource: name })} />;
  return <AttributeValue {...props} names={names} current={current} />;
}

function AttributeValue({ id, template, catalogue, label, describedBy, onChange, names, current }: ReferenceValueProps & { names: string[]; current: string[] }) {
  const [resource, attribute = '', ...path] = current;
  const attributes = resource === undefined ? [] : attributesOf(template, catalogue, resource);
  const options = attribute === '' || attributes.includes(attribute) ? attributes : [...attributes, attribute];
  return (
    <div className="flex flex-col gap-1.5">
      <Select id={id} aria-label={`${label}: resource`} aria-describedby={describedBy} value={resource} placeholder="Choose a resource" options={names.map(option)} onChange={(name) => onChange({ get_attr: [name, ...attributesOf(template, catalogue, name).slice(0, 1)] })} />
      {resource === undefined ? null : (
        <div className="flex gap-1.5">
          <Select className="flex-1" aria-label={`${label}: attribute`} value={attribute || undefined} placeholder="Choose an attribute" options={options.map(option)} onChange={(name) => onChange({ get_attr: [resource, name] })} />
          <CommitText className="w-28" label={`${label}: path`} mono placeholder="path" value={path.join('.')} onCommit={(text) => onChange({ get_attr: [resource, attribute, ...steps(text)] })} />
        </div>
      )}
    </div>
  );
}

function option(name: string): { value: string; label: string } {
  return { value: name, label: name };
}

function argumentsOf(value: Json | undefined): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const args = value.get_param ?? value.get_resource ?? value.get_attr ?? null;
  return (Array.isArray(args) ? args : [args]).flatMap((step) => (step === null || typeof step === 'object' ? [] : [String(step)]));
}

function steps(text: string): Json[] {
  return text.split('.').filter((step) => step !== '').map((step) => (/^-?\d+$/.test(step) ? Number(step) : step));
}

/** What can be read of a resource; a deployment also gives what its config declares. */
function attributesOf(template: Template, catalogue: TypeCatalogue, name: string): string[] {
  const resource = template.resources[name];
  if (resource === undefined) return [];
  return [...declaredOutputs(template, resource.properties), ...Object.keys(catalogue.get(resource.type)?.attributes ?? {})].filter((attribute) => attribute !== 'show');
}

function declaredOutputs(template: Template, properties: Json): string[] {
  const config = typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? properties.config : undefined;
  const name = typeof config === 'object' && config !== null && !Array.isArray(config) ? config.get_resource : undefined;
  const source = typeof name === 'string' ? template.resources[name]?.properties : undefined;
  const outputs = typeof source === 'object' && source !== null && !Array.isArray(source) ? source.outputs : undefined;
  return Array.isArray(outputs) ? outputs.flatMap((output) => (typeof output === 'object' && output !== null && !Array.isArray(output) && typeof output.name === 'string' ? [output.name] : [])) : [];
}
