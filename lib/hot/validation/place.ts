/** How Heat names the place of a call whose arguments it checked: every call around it starts a path of its own. */
import type { BoundStack } from '../binding/bind';
import { dotted } from '../binding/calls';
import { isMap } from '../json';
import type { DocumentPath, Json } from '../types';
import { own } from '../values';

/** `Value.list_join: [1][0].make_url` for outputs, `resources.a.properties.value.if: make_url` for properties. */
export function validationPlace(path: DocumentPath, stack: BoundStack): string {
  return placeUnder(rootOf(path, stack).heading, path, stack);
}

/** The same with outputs where they are written: `outputs.o.value.list_join: [1][0].get_attr`. */
export function writtenPlace(path: DocumentPath, stack: BoundStack): string {
  return placeUnder(path.slice(0, 3), path, stack);
}

function placeUnder(heading: DocumentPath, path: DocumentPath, stack: BoundStack): string {
  const { start, value } = rootOf(path, stack);
  const { functions } = stack.version;
  const places: string[] = [];
  let steps: (string | number)[] = [...heading];
  let current: Json = value;
  let macro = false;
  for (const step of path.slice(start)) {
    const isCall = isMap(current) && Object.keys(current).length === 1 && functions.has(String(step));
    // The branch of an `if` is looked at by itself.
    if (!macro) steps.push(step);
    macro = isCall && functions.get(String(step))?.macro !== undefined;
    if (isCall) {
      places.push(dotted(steps));
      steps = [];
    }
    current = (Array.isArray(current) ? current[Number(step)] : isMap(current) ? own(current, String(step)) : null) ?? null;
  }
  return places.join(': ');
}

function rootOf(path: DocumentPath, { template }: BoundStack): { start: number; value: Json; heading: DocumentPath } {
  const [section, name, part] = path.map(String);
  if (section?.toLowerCase() === 'outputs') return { start: 3, value: own(template.outputs, name ?? '')?.value ?? null, heading: ['Value'] };
  const definition = own(template.resources, name ?? '');
  return { start: 3, value: (part?.toLowerCase() === 'metadata' ? definition?.metadata : definition?.properties) ?? null, heading: path.slice(0, 3) };
}
