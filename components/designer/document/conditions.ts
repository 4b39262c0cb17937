/** Which resources and outputs there will not be, with the environment of the draft and the defaults of the template. */
import { nodeKey, type NodeKey } from '@/lib/graph/model';
import { bindStack, EMPTY_ENVIRONMENT, parseEnvironment } from '@/lib/hot';
import type { JsonMap, Template, TypeCatalogue } from '@/lib/hot/types';

const NONE: ReadonlySet<NodeKey> = new Set();

/** Those whose condition is known and does not hold: a condition that needs a value nobody has given is not known. */
export function switchedOff(template: Template, { files, environment, catalogue, tried = {} }: { files: Readonly<Record<string, string>>; environment: JsonMap; catalogue: TypeCatalogue; tried?: JsonMap }): ReadonlySet<NodeKey> {
  const guarded = Object.values(template.resources).filter(({ condition }) => condition !== undefined);
  if (guarded.length === 0) return NONE;
  const around = Object.keys(environment).length === 0 ? EMPTY_ENVIRONMENT : parseEnvironment(environment).environment;
  const parameters = Object.fromEntries(Object.entries(tried).filter(([name]) => Object.hasOwn(template.parameters, name)));
  const { stack, diagnostics } = bindStack({ template, files, environment: around, parameters, catalogue, lenient: true, pseudo: { stackName: 'stack', stackId: null, projectId: '0'.repeat(32) } });
  if (stack === null) return NONE;
  const wrong = new Set(diagnostics.map(({ path }) => path[1]));
  return new Set(guarded.filter(({ name }) => !stack.resources.has(name) && !wrong.has(name)).map(({ name }) => nodeKey('resource', name)));
}
