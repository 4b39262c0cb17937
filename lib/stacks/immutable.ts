import { type BoundStack, immutableChanges, type Template } from '@/lib/hot';
import { bindRevision } from '@/lib/store/run-state-target';
import type { StackHead } from '@/lib/store/stacks';
import { refuse, type StackPorts } from './ports';

/** Refuses new values of immutable parameters, one diagnostic for each; null when there are none. The sentence is Heat's. */
export async function immutableRefusal(ports: StackPorts, head: StackHead, template: Template, bound: BoundStack): Promise<ReturnType<typeof refuse> | null> {
  const guarded = Object.values(template.parameters).some(({ immutable }) => immutable);
  if (!guarded || head.revisionId === null) return null;
  const before = await bindRevision(ports, head.revisionId);
  // What cannot be bound any more has no values to compare with; the update may be what repairs it.
  if (!before.ok) return null;
  const names = immutableChanges(template, before.target.bound.parameters, bound.parameters);
  if (names.length === 0) return null;
  const message = `The following parameters are immutable and may not be updated: ${names.join(', ')}`;
  return refuse('validation', message, names.map((name) => ({
    code: 'immutable-parameter', severity: 'error', path: ['parameters', name],
    message: `The following parameters are immutable and may not be updated: ${name}`,
    heat: { type: 'ImmutableParameterModified', message },
  })));
}
