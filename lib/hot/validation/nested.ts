/** Templates inside templates: each is looked at from the root, and what is wrong in it is told at the resource that uses it. */
import type { BoundResource, BoundStack } from '../binding/bind';
import { childEnvironment } from '../environment/child';
import type { Environment } from '../environment/environment';
import { facadeFault } from '../nested/facade';
import type { Diagnostic, DocumentPath, Template, TypeCatalogue } from '../types';
import type { Report } from '../validate';

/** Heat's `max_nested_stack_depth`. */
export const MAX_NESTED_DEPTH = 5;
/** Problems told of one nested template: more would only repeat themselves at every resource that uses it. */
const MOST_PROBLEMS = 5;

export interface NestedInput {
  environment: Environment;
  catalogue: TypeCatalogue;
  /** 0 for the root. */
  depth: number;
  template(file: string): Template | null;
  /** The problems of a file that is a nested template, in an environment of its own and so deep. */
  validate(file: string, environment: Environment, depth: number): Diagnostic[];
  /** What `validate` has said already. */
  known: Map<string, Diagnostic[]>;
}

export function checkNested(stack: BoundStack, input: NestedInput, report: Report): void {
  for (const resource of stack.resources.values()) {
    const { templateFile: file, name } = resource;
    if (file === null || resource.definition.externalId !== undefined) continue;
    const path = ['resources', name, 'type'];
    const fault = input.depth >= MAX_NESTED_DEPTH ? null : facadeFaultOf(resource, file, input);
    if (fault !== null) report('nested-facade', `"${file}" cannot stand for ${resource.definition.type}: ${fault}.`, path, { heat: { type: 'StackValidationFailed', message: fault } });
    nestedProblems({ file, place: `resources.${name}<${file}>`, path, environment: childEnvironment(input.environment, name, resource.definition.type) }, input, report);
  }
}

/** What is used as a nested template, and where. */
interface NestedUse {
  file: string;
  /** How Heat calls the place of the nested stack. */
  place: string;
  /** Where the file is named. */
  path: DocumentPath;
  /** That of the nested stack. */
  environment: Environment;
}

/** Tells at the place that uses a nested template what is wrong in it. */
export function nestedProblems({ file, place, path, environment }: NestedUse, input: NestedInput, report: Report): void {
  if (input.depth >= MAX_NESTED_DEPTH) {
    report('nested-depth', `"${file}" is a nested template more than ${MAX_NESTED_DEPTH} levels deep. Nest fewer templates; one that contains itself never ends.`, path, { heat: { type: 'RequestLimitExceeded', message: `Recursion depth exceeds ${MAX_NESTED_DEPTH}.` } });
    return;
  }
  const key = `${input.depth}\0${file}\0${JSON.stringify(environment.resourceRegistry)}`;
  const problems = input.known.get(key) ?? input.validate(file, environment, input.depth + 1).filter(({ severity }) => severity === 'error');
  input.known.set(key, problems);
  for (const { code, message, heat } of problems.slice(0, MOST_PROBLEMS)) {
    report(code, `In "${file}": ${message}`, path, heat === undefined ? {} : { heat: { type: 'StackValidationFailed', message: prefixed(place, heat) } });
  }
}

function facadeFaultOf(resource: BoundResource, file: string, input: NestedInput): string | null {
  const facade = resource.definition.type === file ? undefined : input.catalogue.get(resource.definition.type);
  const template = input.template(file);
  return facade === undefined || template === null ? null : facadeFault(facade, template, input.environment.parameterDefaults);
}

/** Heat puts the place of the nested stack in front of the place within it, behind the kind of error; of other errors it names the class. */
function prefixed(place: string, heat: { type: string; message: string }): string {
  if (heat.type !== 'StackValidationFailed') return `${heat.type}: ${place}: ${heat.message}`;
  const [, kind = '', rest = ''] = /^((?:Property|Output validation|Condition validation|Parameter Groups) error: )?(.*)$/s.exec(heat.message) ?? [];
  return /^(resources|outputs|conditions|parameter_groups)[.[]/.test(rest) ? `${kind}${place}.${rest}` : `${kind}${place}: ${rest}`;
}
