/** Connections that are resources of their own: what drawing a line between two others makes. */
import type { JsonMap } from '@/lib/hot/types';
import { addResource, freeName } from './commands';
import { isCfn } from './dialect';

export interface Recipe {
  from: string;
  to: string;
  /** With the names of both in the places of FROM and TO. */
  label: string;
  type: string;
  name: string;
  /** Properties of the resource that is made, and which of the two they refer to. */
  properties: Readonly<Record<string, 'from' | 'to'>>;
}

export const RECIPES: readonly Recipe[] = [
  { from: 'OS::Cinder::Volume', to: 'OS::Nova::Server', label: 'Attach FROM to TO', type: 'OS::Cinder::VolumeAttachment', name: 'FROM_on_TO', properties: { instance_uuid: 'to', volume_id: 'from' } },
  { from: 'OS::Neutron::Subnet', to: 'OS::Neutron::Router', label: 'Connect TO to FROM', type: 'OS::Neutron::RouterInterface', name: 'TO_to_FROM', properties: { router: 'to', subnet: 'from' } },
  { from: 'OS::Neutron::Port', to: 'OS::Neutron::Router', label: 'Connect TO by FROM', type: 'OS::Neutron::RouterInterface', name: 'TO_by_FROM', properties: { router: 'to', port: 'from' } },
  { from: 'OS::Neutron::FloatingIP', to: 'OS::Neutron::Port', label: 'Give TO the address of FROM', type: 'OS::Neutron::FloatingIPAssociation', name: 'FROM_at_TO', properties: { floatingip_id: 'from', port_id: 'to' } },
];

export function recipesFor(from: string, to: string): Recipe[] {
  return RECIPES.filter((recipe) => recipe.from === from && recipe.to === to);
}

const named = (pattern: string, from: string, to: string): string => pattern.replace('FROM', from).replace('TO', to);

export function recipeLabel(recipe: Recipe, from: string, to: string): string {
  return named(recipe.label, from, to);
}

/** The text with the resource that connects the two. */
export function followRecipe(text: string, recipe: Recipe, from: string, to: string): { text: string; name: string } {
  const name = freeName(text, named(recipe.name, from, to));
  const reference = isCfn(text) ? 'Ref' : 'get_resource';
  const properties: JsonMap = Object.fromEntries(Object.entries(recipe.properties).map(([property, which]) => [property, { [reference]: which === 'from' ? from : to }]));
  return { text: addResource(text, recipe.type, name, properties), name };
}
