/** Frames, and nodes brought into line. */
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { arranged } from './arrange';
import { framed, framesOf, renamedInFrames, unframed } from './frames';
import { projectGraph } from './project';

const { template } = parseTemplate('heat_template_version: 2021-04-16\nresources:\n  a: {type: OS::Heat::Value}\n  b: {type: OS::Heat::Value}\n  c: {type: OS::Heat::Value}\n');
if (template === null) throw new Error('The text cannot be read.');
const graph = projectGraph(template, catalogue);

describe('a frame', () => {
  const { key, changes } = framed([], ['resource:a', 'resource:b'], 'Both');

  it('holds what it was made of', () => {
    expect(framesOf(changes, graph)).toEqual([{ key, title: 'Both', members: ['resource:a', 'resource:b'], collapsed: false, color: null }]);
  });

  it('loses what is framed elsewhere, and goes when nothing is left', () => {
    const frames = framesOf(changes, graph);
    const other = framed(frames, ['resource:b', 'resource:c'], 'Other');
    expect(framesOf({ ...changes, ...other.changes }, graph).map(({ members }) => members)).toEqual([['resource:a'], ['resource:b', 'resource:c']]);
    expect(unframed(frames, ['resource:a', 'resource:b'])).toEqual({ [key]: null });
  });

  it('keeps a member that is renamed, and forgets one that is not there', () => {
    const frames = framesOf(changes, graph);
    expect(renamedInFrames(frames, new Map([['resource:a', 'resource:z']]))[key]).toMatchObject({ members: ['resource:z', 'resource:b'] });
    expect(framesOf({ 'frame:1': { members: ['resource:gone'] }, 'frame:2': 7 }, graph)).toEqual([]);
  });
});

describe('nodes in line', () => {
  const boxes = [{ key: 'a', x: 0, y: 0, width: 80, height: 40 }, { key: 'b', x: 104, y: 96, width: 80, height: 80 }, { key: 'c', x: 400, y: 48, width: 80, height: 40 }];

  it.each([
    ['left', [0, 0, 0], [0, 96, 48]], ['right', [400, 400, 400], [0, 96, 48]], ['top', [0, 104, 400], [0, 0, 0]], ['bottom', [0, 104, 400], [136, 96, 136]],
    ['across', [0, 200, 400], [0, 96, 48]], ['down', [0, 104, 400], [0, 96, 48]],
  ] as const)('%s', (how, xs, ys) => {
    const places = arranged(boxes, how);
    expect(boxes.map(({ key }) => places[key]?.x)).toEqual(xs);
    expect(boxes.map(({ key }) => places[key]?.y)).toEqual(ys);
  });

  it('is nothing to do for one', () => {
    expect(arranged(boxes.slice(0, 1), 'left')).toEqual({});
  });
});
