import { parse } from 'yaml';
import type { ResourceView } from '@/lib/wire/types';
import { resourcePositions } from '@/lib/graph/layout';
import type { ExampleGraph } from './examples';

/** Boxes and arrows of a template, for a picture the size of a stamp. Only for templates that ship with the product: nothing is checked. */
export function exampleGraph(text: string): ExampleGraph {
  const document: unknown = parse(text);
  const resources = Object.entries(record(record(document).resources));
  const names = new Set(resources.map(([name]) => name));
  const views = resources.map(([name, definition]): ResourceView => ({
    id: name, stackId: '', name, type: String(record(definition).type ?? ''), physicalResourceId: null, action: 'INIT', status: 'COMPLETE', statusReason: '', waitingFor: null,
    requires: [...references(definition)].filter((each) => names.has(each) && each !== name), replaces: null, replacedBy: null, startedAt: null, updatedAt: '',
  }));
  const positions = resourcePositions(views, {});
  const index = new Map(views.map((view, at) => [view.name, at]));
  return {
    nodes: views.map((view) => ({ name: view.name, type: view.type, ...(positions.get(view.name) ?? { x: 0, y: 0 }) })),
    edges: views.flatMap((view, to) => view.requires.map((need): [number, number] => [index.get(need) ?? 0, to])),
  };
}

/** Names that a definition refers to: `get_resource`, `get_attr`, `depends_on`. */
function references(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) references(item, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'get_resource' && typeof inner === 'string') found.add(inner);
      if (key === 'get_attr' && Array.isArray(inner) && typeof inner[0] === 'string') found.add(inner[0]);
      if (key === 'depends_on') for (const each of [inner].flat()) if (typeof each === 'string') found.add(each);
      references(inner, found);
    }
  }
  return found;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
