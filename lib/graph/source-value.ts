/** What of a resource a property takes: its reference, or an attribute. */
import type { Json, ResourceDefinition, TypeCatalogue } from '@/lib/hot/types';

/** Types that are there for a value: a reference to one is the name of nothing. */
const VALUE_ATTRIBUTE: Readonly<Record<string, string>> = { 'OS::Heat::RandomString': 'value', 'OS::Heat::Value': 'value', 'OS::Heat::WaitCondition': 'data' };

/** Properties that are answered to by attributes with other names. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  alarm_actions: ['alarm_url', 'signal_url'], ok_actions: ['alarm_url', 'signal_url'], insufficient_data_actions: ['alarm_url', 'signal_url'], address: ['first_address', 'vip_address', 'floating_ip_address', 'alarm_url'], host: ['first_address'],
  ip_address: ['first_address', 'vip_address'], user_data: ['config'],
};

export interface SourceValue {
  value: Json;
  preview: string;
  /** Null: the reference itself. */
  attribute: string | null;
}

export function reference(source: ResourceDefinition): SourceValue {
  const own = VALUE_ATTRIBUTE[source.type];
  return own === undefined ? { value: { get_resource: source.name }, preview: `{get_resource: ${source.name}}`, attribute: null } : attributeOf(source, own);
}

export function attributeOf(source: ResourceDefinition, attribute: string): SourceValue {
  return { value: { get_attr: [source.name, attribute] }, preview: `{get_attr: [${source.name}, ${attribute}]}`, attribute };
}

/** The attribute of the source that is called like the property, or ends like it (`vip_port_id` for `port_id`), and how sure that is. */
export function attributeFor(source: ResourceDefinition, property: string, catalogue: TypeCatalogue): { name: string; certainty: number } | null {
  const names = Object.keys(catalogue.get(source.type)?.attributes ?? {}).filter((name) => name !== 'show');
  if (names.includes(property)) return { name: property, certainty: 0.45 };
  const answer = ANSWERS[property]?.find((name) => names.includes(name));
  if (answer !== undefined) return { name: answer, certainty: 0.44 };
  const bare = property.replace(/_id$/, '');
  const ending = bare.length < 4 ? undefined : names.find((name) => name.replace(/_id$/, '') === bare || name.endsWith(`_${property}`));
  return ending === undefined ? null : { name: ending, certainty: 0.42 };
}

/** Machines tell the port of each of their addresses: what has a floating address is that port. */
export function portOf(source: ResourceDefinition, property: string): SourceValue | null {
  if (property !== 'port_id' || !/^OS::(Nova::Server|Zun::Container)$/.test(source.type)) return null;
  const { properties } = source;
  const networks = typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? properties.networks : undefined;
  const [first] = Array.isArray(networks) ? networks : [];
  const network = typeof first === 'object' && first !== null && !Array.isArray(first) ? (first.network ?? first.uuid) : undefined;
  const named = network ?? 'NETWORK';
  return { value: { get_attr: [source.name, 'addresses', named, 0, 'port'] }, preview: `{get_attr: [${source.name}, addresses, ${typeof named === 'string' ? named : '…'}, 0, port]}`, attribute: 'addresses' };
}

/** Whether a property holds an address: `db_host`, `ipaddr`. */
export function wantsAddress(property: string): boolean {
  return /(^|_)(ip|addr|address|ipaddr|ipaddress|host|hostname)$/.test(property.toLowerCase());
}

/** Whether a property holds something that a generated value is good for. */
export function wantsSecret(property: string): boolean {
  return /pass(word|phrase)?$|_pass$|secret|token|salt/.test(property);
}
