/** Places for what stands between cards that have one: what the designer draws on another card has no place of its own there, as a deployment on its server. */
import { GAP_X, NODE_HEIGHT, NODE_WIDTH, type Position, type Requiring } from './cards';
import { freePlace } from './free';

const STEP = NODE_WIDTH + GAP_X;

/**
 * Adds places for resources that a placed one requires, itself or through others, or that require two placed ones or more. Each goes right of what it requires, at the
 * height of the lowest of that; what requires it and does not stand right of it makes room, with everything further right, so that lines keep leading to the right.
 *
 * @param placed is added to, and places in it may move to the right
 */
export function placeBetween(resources: readonly Requiring[], placed: Map<string, Position>): void {
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  const wanted = new Set(resources.filter(({ name, requires }) => !placed.has(name) && requires.filter((need) => placed.has(need)).length > 1).map(({ name }) => name));
  const waiting = [...placed.keys()].flatMap((name) => byName.get(name)?.requires ?? []);
  for (let need = waiting.pop(); need !== undefined; need = waiting.pop()) {
    if (placed.has(need) || wanted.has(need)) continue;
    wanted.add(need);
    waiting.push(...(byName.get(need)?.requires ?? []));
  }
  const requirers = new Map<string, string[]>();
  for (const { name, requires } of resources) for (const need of requires) if (wanted.has(need)) requirers.set(need, [...(requirers.get(need) ?? []), name]);
  for (const name of inOrder(wanted, byName)) {
    const needs = (byName.get(name)?.requires ?? []).flatMap((need) => placed.get(need) ?? []);
    const after = placedAfter(name, requirers, placed);
    if (needs.length === 0) {
      placed.set(name, freePlace({ x: Math.min(...after.map((each) => each.x)) - STEP, y: Math.min(...after.map((each) => each.y)) }, NODE_HEIGHT, placed));
      continue;
    }
    const last = Math.max(...needs.map((need) => need.x));
    const x = last + STEP;
    // Who drew a line to the left meant it.
    const next = Math.min(...after.map((each) => each.x).filter((each) => each > last));
    if (next < x + STEP) for (const [other, at] of placed) if (at.x >= next) placed.set(other, { x: at.x + x + STEP - next, y: at.y });
    placed.set(name, freePlace({ x, y: Math.max(...needs.map((need) => need.y)) }, NODE_HEIGHT, placed));
  }
}

/** Places of those that require it, or require what does and has no place yet. */
function placedAfter(name: string, requirers: ReadonlyMap<string, readonly string[]>, placed: ReadonlyMap<string, Position>): Position[] {
  const found: Position[] = [];
  const seen = new Set([name]);
  const waiting = [name];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    for (const requirer of requirers.get(each) ?? []) {
      if (seen.has(requirer)) continue;
      seen.add(requirer);
      const at = placed.get(requirer);
      if (at === undefined) waiting.push(requirer);
      else found.push(at);
    }
  }
  return found;
}

/** Each after those it requires, as far as a circle allows. */
function inOrder(names: ReadonlySet<string>, byName: ReadonlyMap<string, Requiring>): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  for (const first of names) {
    const path: { name: string; open: string[] }[] = seen.has(first) ? [] : [{ name: first, open: [...(byName.get(first)?.requires ?? [])] }];
    seen.add(first);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const next = last.open.pop();
      if (next === undefined) { order.push(last.name); path.pop(); }
      else if (names.has(next) && !seen.has(next)) { seen.add(next); path.push({ name: next, open: [...(byName.get(next)?.requires ?? [])] }); }
    }
  }
  return order;
}
