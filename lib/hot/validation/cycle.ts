/** Resources that need each other in a circle. */
import type { BoundStack } from '../binding/bind';
import type { Report } from '../validate';
import { className } from './class-names';

/** Reports one circle, if there is any, at the first of its resources. */
export function findCycle(stack: BoundStack, report: Report): void {
  const circle = cycleOf(stack);
  if (circle === null) return;
  const path = [...circle, circle[0] ?? ''].join(' → ');
  const [first = ''] = circle;
  report('cycle', circle.length === 1 ? `"${first}" refers to itself. Remove that reference.` : `These resources wait for each other: ${path}. Remove one of the references or "depends_on" between them.`, ['resources', first], {
    heat: { type: 'CircularDependencyException', message: `Circular Dependency Found: {${stuck(stack).join(', ')}}` },
  });
}

/** Names along a circle in the order "needs", or null. Without recursion: templates may be long chains. */
export function cycleOf(stack: BoundStack): string[] | null {
  const state = new Map<string, 'open' | 'done'>();
  for (const start of stack.resources.keys()) {
    if (state.has(start)) continue;
    const trail: { name: string; next: number }[] = [{ name: start, next: 0 }];
    state.set(start, 'open');
    while (trail.length > 0) {
      const top = trail[trail.length - 1];
      if (top === undefined) break;
      const needed = stack.resources.get(top.name)?.dependencies[top.next];
      top.next += 1;
      if (needed === undefined) {
        state.set(top.name, 'done');
        trail.pop();
      } else if (state.get(needed) === 'open') {
        return trail.slice(trail.findIndex((step) => step.name === needed)).map((step) => step.name);
      } else if (!state.has(needed) && stack.resources.has(needed)) {
        state.set(needed, 'open');
        trail.push({ name: needed, next: 0 });
      }
    }
  }
  return null;
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
