import { describe, expect, it } from 'vitest';
import { projectGraph } from '@/lib/graph';
import { parseTemplate, schemaOfTemplate } from '@/lib/hot';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { Inners, madeRoom, openInners } from './inner';

const HEAD = 'heat_template_version: 2021-04-16\nresources:\n';
const { template } = parseTemplate(`${HEAD}  box: {type: box.yaml}\n  away: {type: other.yaml}\n  many: {type: OS::Heat::ResourceGroup, properties: {count: 2, resource_def: {type: box.yaml}}}\n  plain: {type: OS::Heat::ResourceGroup, properties: {count: 2, resource_def: {type: OS::Heat::Value}}}\n`);
if (template === null) throw new Error('unreadable');
const graph = projectGraph(template, { get: () => undefined, names: () => [] });
const files = { 'box.yaml': `${HEAD}  a: {type: OS::Heat::Value}\n  b: {type: OS::Heat::Value, properties: {value: {get_resource: a}}}\n` };
const inside = (name: string) => { const node = graph.byKey.get(`resource:${name}`); return node ? new Inners().of(node, template, { files, layout: {} }) : null; };

describe('What is inside a card', () => {
  it('is the drawing of the file that its type is, with lines', () => {
    expect(inside('box')).toMatchObject({ title: 'box.yaml', cards: [{ name: 'a' }, { name: 'b' }] });
    expect(inside('box')?.lines).toHaveLength(1);
    expect(inside('away')).toBeNull();
  });

  it('is that of the file which an environment has behind its type, too', () => {
    const surroundings = { ...factsCatalogue, get: (name: string) => (name === 'My::Box' ? { ...schemaOfTemplate(name, template), file: 'box.yaml' } : factsCatalogue.get(name)) };
    const named = parseTemplate(`${HEAD}  box: {type: My::Box}\n`).template;
    const node = named === null ? undefined : projectGraph(named, surroundings).byKey.get('resource:box');
    expect(node).toMatchObject({ shape: 'nested', type: 'My::Box', file: 'box.yaml' });
    expect(node && named ? new Inners().of(node, named, { files, layout: {} })?.cards.map(({ name }) => name) : null).toEqual(['a', 'b']);
  });

  it('is for a group what each member is', () => {
    expect(inside('many')?.cards.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(inside('plain')?.cards).toMatchObject([{ type: 'OS::Heat::Value' }]);
  });

  it('is shown where the drawing remembers it as open', () => {
    expect([...openInners(new Inners(), graph, template, { files, layout: { 'open:resource:box': true, 'open:resource:away': true } }).keys()]).toEqual(['resource:box']);
  });

  it('stands as the drawing of the file says, and as that changes', () => {
    const node = graph.byKey.get('resource:box');
    const inners = new Inners();
    const xs = (x: number) => (node ? inners.of(node, template, { files, layout: { 'inner:box.yaml': { 'resource:a': { x: 0, y: 0 }, 'resource:b': { x, y: 0 } } } })?.cards.map((card) => card.x) : null);
    expect([xs(400), xs(600)]).toEqual([[16, 416], [16, 616]]);
  });

  it('makes room by moving what is right of it and below, and gives the room back', () => {
    const [small, large] = [{ width: 208, height: 60 }, { width: 600, height: 300 }];
    const places = new Map([['resource:box', { x: 0, y: 0 }], ['resource:right', { x: 280, y: 0 }], ['resource:below', { x: 0, y: 100 }]]);
    const opened = madeRoom('resource:box', { x: 0, y: 0 }, small, large, places);
    expect(opened).toEqual({ 'resource:right': { x: 672, y: 0 }, 'resource:below': { x: 0, y: 340 } });
    expect(madeRoom('resource:box', { x: 0, y: 0 }, large, small, new Map([...places, ...Object.entries(opened)]))).toEqual({ 'resource:right': { x: 280, y: 0 }, 'resource:below': { x: 0, y: 100 } });
  });
});
