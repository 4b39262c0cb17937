/** What a line can mean beside what the types say: a place that somebody writes, and a new output of where it begins. Loaded with the chooser. */
import { appendAt, EditRefused, type GraphNode, inDialect, isCfn, sectionOf, setAt } from '@/lib/graph';
import type { Json, TypeCatalogue } from '@/lib/hot/types';
import type { Analysis } from '../document/analyse';
import { asText, type Offer, referenceTo, valueAt } from './offers';

/** To a place that somebody wrote: `networks.0.port` of the properties. A list there gets an item more. */
export function customOffer(source: GraphNode, target: GraphNode, { template }: Analysis, written: string): Offer {
  const path = written.split('.').map((step) => step.trim()).filter((step) => step !== '').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const value = referenceTo(source);
  const list = Array.isArray(valueAt(template.resources[target.name]?.properties, path));
  return {
    id: 'custom', label: path.join('.'), preview: `${path.join('.')}: ${asText(value)}`, score: 0, taken: !list && valueAt(template.resources[target.name]?.properties, path) !== undefined, appends: list,
    command: (text) => {
      if (path.length === 0) throw new EditRefused('A path has at least one name, such as "networks.0.port".');
      const at = [sectionOf(text, 'resource'), target.name, isCfn(text) ? 'Properties' : 'properties', ...path];
      return list ? appendAt(text, at, inDialect(text, value)) : setAt(text, at, inDialect(text, value));
    },
  };
}

/** What a new output can tell of a resource or parameter: itself, or one of its attributes. */
export function outputOffers(source: GraphNode, { template }: Analysis, catalogue: TypeCatalogue): Offer[] {
  const attributes = source.kind === 'resource' ? Object.entries(catalogue.get(source.type)?.attributes ?? {}).filter(([name]) => name !== 'show') : [];
  const offered = (id: string, label: string, wanted: string, value: Json): Offer => {
    let name = wanted;
    for (let number = 2; Object.hasOwn(template.outputs, name); number += 1) name = `${wanted}_${number}`;
    return { id, label, preview: `${name}: {value: ${asText(value)}}`, score: 0, taken: false, appends: false, command: (text) => setAt(text, [sectionOf(text, 'output'), name], { [isCfn(text) ? 'Value' : 'value']: inDialect(text, value) }) };
  };
  return [
    offered('itself', source.kind === 'parameter' ? 'Its value' : 'Its id', source.name, referenceTo(source)),
    ...attributes.map(([name]) => offered(name, name, `${source.name}_${name}`, { get_attr: [source.name, name] })),
  ];
}
