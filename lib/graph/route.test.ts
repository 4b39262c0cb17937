import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from './arrange';
import { NODE_HEIGHT, NODE_WIDTH, type Position } from './cards';
import { layOut } from './layout';
import { Obstacles } from './obstacles';
import { drawLine, pathOf } from './path';
import { type Line, onCurve, routesOf } from './route';

/** Layers of cards, each of which requires some of those before it. */
const drawings = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 2, maxLength: 60 }).map((needs) => {
  const nodes = needs.map((before, index) => ({ name: `n${index}`, requires: index === 0 ? [] : [...new Set(before.map((each) => `n${each % index}`))], height: NODE_HEIGHT + (index % 4) * 18 }));
  const places = layOut(nodes, {});
  const boxes = nodes.map(({ name, height }): Box => ({ key: name, ...(places.get(name) ?? { x: 0, y: 0 }), width: NODE_WIDTH, height }));
  const byKey = new Map(boxes.map((box) => [box.key, box]));
  const lines = nodes.flatMap(({ name, requires }) => requires.flatMap((need): Line[] => {
    const [a, b] = [byKey.get(need), byKey.get(name)];
    return a && b ? [{ id: `${need}|${name}`, from: { x: a.x + a.width, y: a.y + a.height / 2 }, to: { x: b.x, y: b.y + b.height / 2 }, own: [need, name] }] : [];
  }));
  return { boxes, lines };
});

/** Cards that a line passes behind, other than its own. */
function passed(line: Line, turns: readonly Position[], boxes: readonly Box[]): string[] {
  const obstacles = new Obstacles(boxes);
  const points = turns.length === 0 ? Array.from({ length: 13 }, (_, step) => onCurve(line.from, line.to, step / 12)) : [line.from, ...turns, line.to];
  return points.slice(1).flatMap((point, index) => { const before = points[index]; const met = before ? obstacles.meets(before, point, new Set(line.own)) : null; return met ? [met.key] : []; });
}

describe('Lines around cards', () => {
  it('pass behind no card of a layered drawing that they do not belong to', () => {
    fc.assert(fc.property(drawings, ({ boxes, lines }) => {
      const routes = routesOf(lines, boxes);
      for (const line of lines) expect(passed(line, routes.get(line.id) ?? [], boxes), line.id).toEqual([]);
    }), { numRuns: 150, seed: 7 });
  });

  it('stay a curve where nothing is in the way, and turn at right angles where something is', () => {
    const box = (key: string, x: number, y: number): Box => ({ key, x, y, width: NODE_WIDTH, height: NODE_HEIGHT });
    const line: Line = { id: 'a|c', from: { x: 208, y: 30 }, to: { x: 560, y: 30 }, own: ['a', 'c'] };
    expect(routesOf([line], [box('a', 0, 0), box('c', 560, 0)]).get('a|c')).toEqual([]);
    const turns = routesOf([line], [box('a', 0, 0), box('b', 280, 0), box('c', 560, 0)]).get('a|c') ?? [];
    expect(turns.length).toBeGreaterThan(0);
    const points = [line.from, ...turns, line.to];
    points.slice(1).forEach((point, index) => expect(point.x === points[index]?.x || point.y === points[index]?.y).toBe(true));
  });

  it('go back to a card on the left without crossing others', () => {
    const box = (key: string, x: number, y: number): Box => ({ key, x, y, width: NODE_WIDTH, height: NODE_HEIGHT });
    const boxes = [box('later', 0, 0), box('between', 280, 0), box('first', 560, 0)];
    const line: Line = { id: 'first|later', from: { x: 768, y: 30 }, to: { x: 0, y: 30 }, own: ['first', 'later'] };
    const turns = routesOf([line], boxes).get(line.id) ?? [];
    expect(turns.length).toBeGreaterThan(0);
    expect(passed(line, turns, boxes)).toEqual([]);
  });

  it('are drawn with level ends wherever exactly the ports are', () => {
    const ys: number[] = [];
    const pen = { moveTo: (_: number, y: number) => ys.push(y), lineTo: (_: number, y: number) => ys.push(y), quadraticCurveTo: (_a: number, _b: number, _c: number, y: number) => ys.push(y), bezierCurveTo: () => 0 };
    drawLine(pen, { x: 0, y: 33 }, [{ x: 20, y: 30 }, { x: 20, y: 90 }], { x: 100, y: 92 });
    expect(ys.slice(0, 2)).toEqual([33, 33]);
    expect(ys.at(-1)).toBe(92);
    expect(pathOf({ x: 0, y: 0 }, [], { x: 100, y: 0 })).toBe('M0 0C50 0 50 0 100 0');
  });
});
