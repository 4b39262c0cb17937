/** Everything that is asked of a template before it is deployed. */
import { bindStack, parseEnvironment, parseTemplate, resolveOutput, resolveProperties, validateTemplate } from '@/lib/hot';
import type { Json } from '@/lib/hot/types';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { HOSTILE_FILES, type HostileTemplate } from './hostile-templates';

const NOTHING_KNOWN = { referenceId: (name: string): Json => name, attribute: () => null, attributes: () => null };

/** The messages of all that is wrong with it. */
export function hostileProblems({ text, parameters = {} }: Pick<HostileTemplate, 'text' | 'parameters'>): string[] {
  const parsed = parseTemplate(text);
  const files = HOSTILE_FILES;
  const { environment } = parseEnvironment('');
  const found = [...parsed.diagnostics, ...validateTemplate({ parsed, files, environment, catalogue: factsCatalogue, parameters })].map(({ message }) => message);
  if (parsed.template === null) return found;
  const pseudo = { stackName: 's', stackId: null, projectId: 'p' };
  const { stack, diagnostics } = bindStack({ template: parsed.template, files, environment, parameters, pseudo, catalogue: factsCatalogue });
  found.push(...diagnostics.map(({ message }) => message));
  if (stack === null) return found;
  for (const { name } of stack.outputs) {
    const { error } = resolveOutput(stack, name, NOTHING_KNOWN);
    if (error !== null) found.push(error);
  }
  for (const name of stack.resources.keys()) {
    const resolved = resolveProperties(stack, name, NOTHING_KNOWN);
    if (!resolved.ok) found.push(resolved.message);
  }
  return found;
}
