/** Resources that need each other in a circle. */
import type { BoundStack } from '../binding/bind';
import type { Report } from '../validate';

/** Reports one circle, if there is any, at each of its resources. */
export function findCycle(stack: BoundStack, report: Report): void {
  const circle = cycleOf(stack);
  if (circle === null) return;
  const path = [...circle, circle[0] ?? ''].join(' → ');
  const [first = ''] = circle;
  const inner = circle.map((name) => `${stack.resources.get(name)?.definition.type.split('::').pop() ?? ''} "${name}"`).join(', ');
  report('cycle', circle.length === 1 ? `"${first}" refers to itself. Remove that reference.` : `These resources wait for each other: ${path}. Remove one of the references or "depends_on" between them.`, ['resources', first], {
    heat: { type: 'CircularDependencyException', message: `Circular Dependency Found: {${inner}}` },
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
