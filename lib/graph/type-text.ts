/** A resource of a type as template text: with what it must have, or with everything it may have. */
import type { Json, JsonMap, PropertySchema, ResourceDefinition, Template, TypeCatalogue, TypeSchema } from '@/lib/hot/types';
import { connectionCandidates } from './candidates';
import { block } from './render';

const VERSION = '2021-04-16';
const STYLE = { json: false, step: 2, eol: '\n' };
const DEEPEST = 4;

/** A whole template with one resource. `which`: required properties only, or all that are not deprecated. */
export function typeAsTemplate(type: TypeSchema, which: 'required' | 'all'): string {
  const properties = propertiesOf(type.properties, which, 0);
  const resource: JsonMap = { type: type.name, ...(Object.keys(properties).length > 0 ? { properties } : {}) };
  return `heat_template_version: ${VERSION}\n\nresources:\n${block({ [nameFor(type.name)]: resource }, 2, STYLE)}\n`;
}

/** `OS::Nova::Server`: server. */
export function nameFor(type: string): string {
  return (type.split('::').at(-1) ?? type).replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9_]+/g, '_').toLowerCase();
}

function propertiesOf(schemas: Readonly<Record<string, PropertySchema>>, which: 'required' | 'all', depth: number): JsonMap {
  return Object.fromEntries(Object.entries(schemas)
    .filter(([, { required, support, implemented }]) => implemented !== false && (which === 'required' ? required === true : support === undefined || support === 'SUPPORTED'))
    .map(([name, schema]) => [name, placeholder(schema, which, depth)]));
}

/** A value that shows what belongs there: the default, the first of those allowed, or one of its sort. */
function placeholder(schema: PropertySchema, which: 'required' | 'all', depth: number): Json {
  if (schema.default !== undefined && schema.default !== null) return schema.default;
  for (const constraint of schema.constraints ?? []) {
    if (constraint.kind === 'allowed_values' && constraint.values[0] !== undefined) return constraint.values[0];
    if (constraint.kind === 'range' && constraint.min !== undefined) return constraint.min;
  }
  switch (schema.type) {
    case 'Integer': case 'Number': return 1;
    case 'Boolean': return false;
    case 'List': return schema.items === undefined || depth >= DEEPEST ? [] : [placeholder(schema.items, which, depth + 1)];
    case 'Map': return schema.schema === undefined || depth >= DEEPEST ? {} : propertiesOf(schema.schema, which, depth + 1);
    case 'String': case 'Any': return `<${constraintName(schema) ?? 'text'}>`;
  }
}

function constraintName({ constraints = [] }: PropertySchema): string | undefined {
  const custom = constraints.find((constraint) => constraint.kind === 'custom_constraint');
  return custom?.kind === 'custom_constraint' ? custom.name : undefined;
}

/** Types that most templates are made of: what a type is connected with is looked for among them. */
const COMMON = [
  'OS::Nova::Server', 'OS::Nova::KeyPair', 'OS::Nova::Flavor', 'OS::Neutron::Net', 'OS::Neutron::Subnet', 'OS::Neutron::Port', 'OS::Neutron::Router', 'OS::Neutron::RouterInterface', 'OS::Neutron::FloatingIP',
  'OS::Neutron::SecurityGroup', 'OS::Cinder::Volume', 'OS::Cinder::VolumeAttachment', 'OS::Glance::WebImage', 'OS::Heat::SoftwareConfig', 'OS::Heat::SoftwareDeployment', 'OS::Heat::SoftwareDeploymentGroup', 'OS::Heat::CloudConfig',
  'OS::Heat::MultipartMime', 'OS::Heat::WaitCondition', 'OS::Heat::WaitConditionHandle', 'OS::Heat::ScalingPolicy', 'OS::Heat::AutoScalingGroup', 'OS::Octavia::LoadBalancer', 'OS::Octavia::Pool', 'OS::Octavia::PoolMember',
  'OS::Designate::Zone', 'OS::Designate::RecordSet', 'OS::Keystone::Project', 'OS::Keystone::User', 'OS::Barbican::Secret', 'Hearth::Docker::Network', 'Hearth::Docker::Volume', 'Hearth::Docker::Container', 'Hearth::Docker::Image',
];
const LIKELY = 0.75;

export interface TypeConnection {
  /** The other type. */
  type: string;
  /** `in`: a property here takes the other; `out`: a property of the other takes this. */
  direction: 'in' | 'out';
  property: string;
}

/** Which of the common types a type is usually connected with, and through which property. */
export function connectionsOf(name: string, catalogue: TypeCatalogue): TypeConnection[] {
  return COMMON.filter((other) => other !== name && catalogue.get(other) !== undefined).flatMap((other): TypeConnection[] => [
    ...likely(other, name, catalogue).map((property): TypeConnection => ({ type: other, direction: 'in', property })),
    ...likely(name, other, catalogue).map((property): TypeConnection => ({ type: other, direction: 'out', property })),
  ]);
}

function likely(from: string, to: string, catalogue: TypeCatalogue): string[] {
  const resource = (name: string, type: string): ResourceDefinition => ({ name, type, properties: {}, metadata: {}, dependsOn: [], deletionPolicy: 'Delete', updatePolicy: {} });
  const template: Template = {
    version: VERSION, versionKey: 'heat_template_version', description: '', parameterGroups: [], parameters: {}, conditions: {}, outputs: {}, mappings: {},
    resources: { from: resource('from', from), to: resource('to', to) },
  };
  const [best] = connectionCandidates({ template, catalogue, from: 'from', to: 'to' });
  return best !== undefined && best.connection.kind !== 'order' && best.score >= LIKELY ? [best.label] : [];
}
