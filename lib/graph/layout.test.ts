import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NODE_HEIGHT, NODE_WIDTH } from './cards';
import { layOut, resourcePositions } from './layout';

const resource = (name: string, ...requires: string[]) => ({ name, requires });

describe('places of resources', () => {
  it('are those of the designer where it has them', () => {
    expect(resourcePositions([resource('web')], { 'resource:web': { x: 40, y: 80 } }).get('web')).toEqual({ x: 40, y: 80 });
  });

  it('stand right of what they require', () => {
    const positions = resourcePositions([resource('web', 'net', 'disk'), resource('net'), resource('disk', 'net')], {});
    const x = (name: string) => positions.get(name)?.x ?? NaN;
    expect(x('net')).toBeLessThan(x('disk'));
    expect(x('disk')).toBeLessThan(x('web'));
  });

  it('are found between those of the designer for what it draws on other cards, so that lines lead to the right', () => {
    const resources = [resource('config'), resource('host'), resource('deploy', 'config', 'host'), resource('second', 'config', 'host', 'deploy'), resource('after', 'second'), resource('disk')];
    const layout = { 'resource:config': { x: 0, y: 80 }, 'resource:disk': { x: 0, y: 200 }, 'resource:host': { x: 280, y: 40 }, 'resource:after': { x: 560, y: 80 } };
    const places = resourcePositions(resources, layout);
    expect(Object.fromEntries(places)).toEqual({ config: { x: 0, y: 80 }, disk: { x: 0, y: 200 }, host: { x: 280, y: 40 }, deploy: { x: 560, y: 80 }, second: { x: 840, y: 80 }, after: { x: 1120, y: 80 } });
  });

  it('never overlap where some have a place of the designer and some have none', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(8), fc.nat(8)), { minLength: 2, maxLength: 30 }), (cards) => {
      const resources = cards.map(([, first, second], index) => resource(`r${index}`, ...[...new Set([first, second])].filter((need) => need < index).map((need) => `r${need}`)));
      const layout = Object.fromEntries(cards.flatMap(([has], index) => (has ? [[`resource:r${index}`, { x: (index % 6) * 280, y: Math.floor(index / 6) * 84 }]] : [])));
      const places = [...resourcePositions(resources, layout).values()];
      expect(places).toHaveLength(cards.length);
      for (const [index, a] of places.entries()) for (const b of places.slice(index + 1)) expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT).toBe(true);
    }));
  });

  it('never overlap, in a stack of a thousand', () => {
    const many = Array.from({ length: 1000 }, (_, index) => resource(`r${index}`, ...(index % 3 === 0 ? [] : [`r${index - 1}`])));
    const cells = [...resourcePositions(many, {}).values()].toSorted((a, b) => a.x - b.x || a.y - b.y);
    for (const [index, cell] of cells.entries()) {
      const next = cells[index + 1];
      if (next) expect(next.x >= cell.x + NODE_WIDTH || next.y >= cell.y + NODE_HEIGHT).toBe(true);
    }
  });

  it('are found for a chain as long as the stack', () => {
    const chain = Array.from({ length: 5000 }, (_, index) => resource(`r${index}`, ...(index === 4999 ? [] : [`r${index + 1}`])));
    expect(resourcePositions(chain, {}).size).toBe(5000);
  });

  it('are found for resources that require each other in a circle', () => {
    const circle = [resource('a', 'b'), resource('b', 'a'), resource('c', 'c')];
    expect(resourcePositions(circle, {}).size).toBe(3);
    expect(layOut(circle.map((each) => ({ ...each, height: NODE_HEIGHT })), {}).size).toBe(3);
  });
});

describe('a drawing', () => {
  const node = (name: string, ...requires: string[]) => ({ name, requires, height: NODE_HEIGHT });

  it('puts what requires nothing just before the first that requires it', () => {
    const places = layOut([node('net'), node('subnet', 'net'), node('server', 'subnet'), node('disk'), node('attachment', 'disk', 'server')], {});
    expect(places.get('disk')?.x).toBe(places.get('server')?.x);
  });

  it('crosses no lines where it need not', () => {
    const nodes = ['c', 'a', 'b'].flatMap((name, index) => [node(`port_${index}`), node(`server_${name}`, `port_${index}`)]);
    const places = layOut(nodes, {});
    const height = (name: string) => places.get(name)?.y ?? NaN;
    const down = (names: string[]) => names.toSorted((a, b) => height(a) - height(b));
    expect(down(['server_a', 'server_b', 'server_c']).map((name) => nodes.find((each) => each.name === name)?.requires[0])).toEqual(down(['port_0', 'port_1', 'port_2']));
  });

  it('is the same every time, and leaves what has a place where it is', () => {
    const nodes = [node('a'), node('b', 'a'), node('c', 'a')];
    expect([...layOut(nodes, {})]).toEqual([...layOut(nodes, {})]);
    const moved = { a: { x: 400, y: 400 }, b: { x: 8, y: 16 } };
    expect(layOut(nodes, moved).get('b')).toEqual({ x: 8, y: 16 });
  });

  it('keeps what hangs together together: each group of a template that repeats one is a row of its own', () => {
    const group = (number: number) => [node(`net_${number}`), node(`subnet_${number}`, `net_${number}`), node(`port_${number}`, `net_${number}`, `subnet_${number}`), node(`disk_${number}`)];
    const places = layOut(Array.from({ length: 9 }, (_, index) => group(index + 1)).flat(), {});
    const y = (name: string) => places.get(name)?.y ?? NaN;
    for (let number = 1; number <= 9; number += 1) {
      const rows = new Set(['net', 'subnet', 'port'].map((kind) => y(`${kind}_${number}`)));
      expect(rows.size).toBe(1);
      expect(y(`disk_${number}`), 'what stands alone is below').toBeGreaterThan(Math.max(...rows));
    }
    expect(y('net_1')).toBeLessThan(y('net_9'));
  });

  it('goes on in a new line where a chain is long, and stays in one where it is not', () => {
    const chain = (length: number) => Array.from({ length }, (_, index) => node(`n${index}`, ...(index > 0 ? [`n${index - 1}`] : [])));
    const rows = (length: number) => new Set([...layOut(chain(length), {}).values()].map(({ y }) => y)).size;
    expect(rows(8)).toBe(1);
    expect(rows(20)).toBe(2);
    expect(rows(1000)).toBeGreaterThan(15);
  });

  it('never puts one card on another, whatever hangs together', () => {
    fc.assert(fc.property(fc.array(fc.record({ needs: fc.array(fc.nat(59), { maxLength: 3 }), height: fc.integer({ min: 40, max: 200 }) }), { minLength: 1, maxLength: 60 }), (given) => {
      const nodes = given.map(({ needs, height }, index) => ({ name: `n${index}`, requires: needs.filter((need) => need < given.length && need !== index).map((need) => `n${need}`), height }));
      const places = layOut(nodes, {});
      const boxes = nodes.map(({ name, height }) => ({ ...(places.get(name) ?? { x: NaN, y: NaN }), height }));
      for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1)) expect(a.x >= b.x + NODE_WIDTH || b.x >= a.x + NODE_WIDTH || a.y >= b.y + b.height || b.y >= a.y + a.height).toBe(true);
      }
    }));
  });
});
