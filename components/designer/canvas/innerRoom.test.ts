import { describe, expect, it } from 'vitest';
import { projectGraph } from '@/lib/graph';
import { parseTemplate } from '@/lib/hot';
import { cardsWith, fileWithin, type Inner, Inners } from './inner';
import { movedIn, roomAround, toggledIn } from './innerRoom';

const HEAD = 'heat_template_version: 2021-04-16\nresources:\n';
const { template } = parseTemplate(`${HEAD}  box: {type: box.yaml}\n  after: {type: OS::Heat::Value, depends_on: box}\n`);
if (template === null) throw new Error('unreadable');
const graph = projectGraph(template, { get: () => undefined, names: () => [] });
const files = { 'box.yaml': `${HEAD}  mid: {type: mid.yaml}\n  last: {type: OS::Heat::Value, depends_on: mid}\n`, 'mid.yaml': `${HEAD}  deep: {type: OS::Heat::Value}\n  again: {type: box.yaml}\n` };
const outermost = { graph, template, places: new Map([['resource:box', { x: 0, y: 0 }], ['resource:after', { x: 1000, y: 0 }]]) };
const box = graph.byKey.get('resource:box');
const drawn = (layout: Parameters<Inners['of']>[2]['layout'], now = files): Inner => { const inner = box ? new Inners().of(box, template, { files: now, layout }) : null; if (inner === null) throw new Error('nothing inside'); return inner; };
const mid = (inner: Inner) => inner.cards.find(({ name }) => name === 'mid');

/** Opens `mid` in the card `box`, that is open. */
const opened = () => {
  const inners = new Inners();
  const before = { files, layout: { 'open:resource:box': true } };
  const drawing = toggledIn(inners, 'box.yaml', 'mid', before);
  if (drawing === null) throw new Error('cannot be opened');
  return { before, layout: { ...before.layout, ...roomAround(inners, outermost, 'resource:box', [], before, { files, layout: { ...before.layout, 'inner:box.yaml': drawing } }) } };
};

describe('An open card within an open card', () => {
  it('is drawn in its place, and what stands beside it makes room', () => {
    const { before, layout } = opened();
    const [closed, open] = [drawn(before.layout), drawn(layout)];
    expect([mid(closed)?.inner, mid(closed)?.opens, mid(open)?.inner?.cards.map(({ name }) => name)]).toEqual([null, true, ['deep', 'again']]);
    const grown = (mid(open)?.width ?? 0) - (mid(closed)?.width ?? 0);
    expect(grown).toBeGreaterThan(0);
    expect(open.width - closed.width).toBe(grown);
    expect((open.cards[1]?.x ?? 0) - (closed.cards[1]?.x ?? 0)).toBe(grown);
  });

  it('has cards that are moved: on the grid, in the room that the open card then needs', () => {
    const before = { files, layout: { 'open:resource:box': true } };
    const inners = new Inners();
    const drawing = movedIn(inners, 'box.yaml', 'last', { x: 201, y: 98 }, before);
    const layout = { ...before.layout, ...roomAround(inners, outermost, 'resource:box', [], before, { files, layout: { ...before.layout, 'inner:box.yaml': drawing } }) };
    const [was, is] = [drawn(before.layout), drawn(layout)];
    const of = (inner: Inner, name: string) => { const { x = NaN, y = NaN } = inner.cards.find((card) => card.name === name) ?? {}; return { x, y }; };
    expect({ x: of(is, 'last').x - of(was, 'last').x, y: of(is, 'last').y - of(was, 'last').y }).toEqual({ x: 200, y: 96 });
    expect(of(is, 'mid')).toEqual(of(was, 'mid'));
    expect(is.width - was.width).toBe(200);
    expect(Reflect.get(layout, 'resource:after')).toEqual({ x: 1200, y: 0 });
    expect(movedIn(inners, 'box.yaml', 'nowhere', { x: 8, y: 8 }, before)).toBeNull();
  });

  it('makes the card it is in larger, for which others on the drawing make room, and gives it back', () => {
    const { before, layout } = opened();
    const shift = (drawn(layout).width - drawn(before.layout).width);
    const at = outermost.places.get('resource:after');
    expect(Reflect.get(layout, 'resource:after')).toEqual({ x: (at?.x ?? 0) + shift, y: at?.y });
    const drawing = toggledIn(new Inners(), 'box.yaml', 'mid', { files, layout });
    const places = new Map([...outermost.places].map(([key, place]) => [key, Reflect.get(layout, key) ?? place]));
    const back = roomAround(new Inners(), { ...outermost, places }, 'resource:box', [], { files, layout }, { files, layout: { ...layout, 'inner:box.yaml': drawing } });
    expect(Reflect.get(back, 'resource:after')).toEqual(at);
  });

  it('grows with what is put into it, on every drawing that it is in', () => {
    const { layout } = opened();
    const more = { ...files, 'mid.yaml': `${files['mid.yaml']}  new: {type: OS::Heat::Value, depends_on: deep}\n` };
    const after = { ...layout, ...roomAround(new Inners(), outermost, 'resource:box', ['mid'], { files, layout }, { files: more, layout }) };
    const [was, is] = [drawn(layout), drawn(after, more)];
    const grown = (mid(is)?.width ?? 0) - (mid(was)?.width ?? 0);
    expect(grown).toBeGreaterThan(0);
    expect([is.width - was.width, (is.cards[1]?.x ?? 0) - (was.cards[1]?.x ?? 0)]).toEqual([grown, grown]);
  });

  it('is not drawn within itself', () => {
    expect(mid(drawn(opened().layout))?.inner?.cards.map(({ opens }) => opens)).toEqual([false, false]);
  });

  it('is found by the names on the way down; a file is counted wherever it stands', () => {
    const inners = new Inners();
    expect([[], ['mid'], ['last'], ['mid', 'again']].map((steps) => fileWithin(inners, box, template, steps, files))).toEqual(['box.yaml', 'mid.yaml', null, 'box.yaml']);
    expect(cardsWith(inners, 'box.yaml', { graph, template }, files)).toBe(2);
  });
});
