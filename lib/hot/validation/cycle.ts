/** Resources that need each other in a circle. */
import type { BoundStack } from '../binding/bind';
import type { Report } from '../validate';
import { className } from './class-names';

/** Reports every circle that has no resource in common with another, each at its first resource. The first carries Heat's words for all of them. */
export function checkCycles(stack: BoundStack, report: Report): void {
  const knots = knotsOf(stack);
  for (const [index, knot] of knots.entries()) {
    const circle = circleIn(knot, stack);
    const [first = ''] = circle;
    const message = circle.length === 1 ? `"${first}" refers to itself. Remove that reference.` : `These resources wait for each other: ${[...circle, first].join(' → ')}. Remove one of the references or "depends_on" between them.`;
    report('cycle', message, ['resources', first], index > 0 ? {} : { heat: { type: 'CircularDependencyException', message: `Circular Dependency Found: {${stuck(stack).join(', ')}}` } });
  }
}

/** Resources that can all reach each other, in the order of the template. Tarjan's way, without recursion: templates may be long chains. O(n + e). */
function knotsOf(stack: BoundStack): ReadonlySet<string>[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const knots: Set<string>[] = [];
  for (const start of stack.resources.keys()) {
    if (order.has(start)) continue;
    const trail: { name: string; next: number }[] = [];
    const enter = (name: string): void => {
      order.set(name, order.size);
      lowest.set(name, order.size - 1);
      open.push(name);
      isOpen.add(name);
      trail.push({ name, next: 0 });
    };
    enter(start);
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const { name } = top;
      const needed = stack.resources.get(name)?.dependencies[top.next];
      top.next += 1;
      if (needed !== undefined) {
        if (!stack.resources.has(needed)) continue;
        if (!order.has(needed)) enter(needed);
        else if (isOpen.has(needed)) lower(lowest, name, order.get(needed));
        continue;
      }
      trail.pop();
      const parent = trail.at(-1);
      if (parent) lower(lowest, parent.name, lowest.get(name));
      if (lowest.get(name) !== order.get(name)) continue;
      const knot = new Set(open.splice(open.lastIndexOf(name)));
      for (const member of knot) isOpen.delete(member);
      if (knot.size > 1 || stack.resources.get(name)?.dependencies.includes(name)) knots.push(knot);
    }
  }
  const place = new Map([...stack.resources.keys()].map((name, index) => [name, index]));
  const first = (knot: ReadonlySet<string>): number => Math.min(...[...knot].map((name) => place.get(name) ?? 0));
  return knots.toSorted((a, b) => first(a) - first(b));
}

function lower(lowest: Map<string, number>, name: string, value: number | undefined): void {
  if (value !== undefined && value < (lowest.get(name) ?? Infinity)) lowest.set(name, value);
}

/** The shortest circle through the first of the resources, in the order "needs". */
function circleIn(knot: ReadonlySet<string>, stack: BoundStack): string[] {
  const [start = ''] = [...stack.resources.keys()].filter((name) => knot.has(name));
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const name of queue) {
    for (const needed of stack.resources.get(name)?.dependencies ?? []) {
      if (needed === start) {
        const circle = [name];
        for (let step = cameFrom.get(name); step !== undefined; step = cameFrom.get(step)) circle.unshift(step);
        return circle;
      }
      if (!knot.has(needed) || cameFrom.has(needed)) continue;
      cameFrom.set(needed, name);
      queue.push(needed);
    }
  }
  return [start];
}

/** What is left when everything that can be ordered is taken away, as Heat prints it: each resource with those it still waits for. */
function stuck(stack: BoundStack): string[] {
  const waiting = new Map<string, Set<string>>();
  const requirers = new Map<string, string[]>();
  for (const { name, dependencies } of stack.resources.values()) {
    waiting.set(name, new Set(dependencies));
    for (const needed of dependencies) {
      const known = requirers.get(needed);
      if (known === undefined) requirers.set(needed, [name]);
      else known.push(name);
    }
  }
  const free = [...waiting].filter(([, needed]) => needed.size === 0).map(([name]) => name);
  for (let name = free.pop(); name !== undefined; name = free.pop()) {
    waiting.delete(name);
    for (const requirer of requirers.get(name) ?? []) {
      const needed = waiting.get(requirer);
      needed?.delete(name);
      if (needed?.size === 0) free.push(requirer);
    }
  }
  const shown = (name: string): string => `${className(stack.resources.get(name)?.type ?? '')} "${name}"`;
  return [...waiting].map(([name, needed]) => `${shown(name)}: {${[...needed].map(shown).join(', ')}}`);
}
