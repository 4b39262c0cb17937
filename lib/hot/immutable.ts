/** Parameters that an update may not change. */
import type { Json, Template } from './types';
import { own, pythonEquals } from './values';

/**
 * Names of the parameters that the new template calls immutable, that had a value before, and that would get another: effective values, as
 * bound. Heat refuses such an update with `The following parameters are immutable and may not be updated: p`.
 */
export function immutableChanges(template: Template, before: Readonly<Record<string, Json>>, after: Readonly<Record<string, Json>>): string[] {
  return Object.values(template.parameters).filter(({ name, immutable }) => {
    const old = own(before, name);
    const value = own(after, name);
    return immutable && old !== undefined && value !== undefined && !pythonEquals(old, value);
  }).map(({ name }) => name);
}
