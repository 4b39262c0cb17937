/** Looks at a template without deploying it. */
import { z } from 'zod';
import { bindStack, parseEnvironment, parseTemplate, type Template, validateTemplate } from '@/lib/hot';
import type { Sources } from '@/lib/engine';
import type { Diagnostic, JsonMap } from '@/lib/hot/types';
import { nestedTemplates } from '@/lib/hot/validate';
import { sourceOf, validateBody } from '../definition-body';
import { badRequest, HeatFault } from '../fault';
import type { HeatPorts } from '../ports';
import { commaList, flag, nothingEmpty } from '../query';
import { faultOf } from '../refusal';
import { childOf, type PreviewedStack } from '../render/preview';
import { groupsShown, parametersShown } from '../render/validation';
import { route } from '../route';
import { Validation } from '../shapes/language';

/** The only problem that may be ignored: the service behind a type is not there. */
const IGNORABLE = ['99001'];

const validate = route({
  method: 'POST', path: '/validate', tag: 'Templates', summary: 'Check a template', policy: 'stacks:validate_template', role: 'reader', status: 200,
  answer: 'Description, Parameters, ParameterGroups, NestedParameters, Environment', returns: Validation,
  query: nothingEmpty(z.object({ show_nested: flag('show_nested', false, 'Parameters of nested templates too.'), ignore_errors: commaList(`Codes of problems to be ignored: ${IGNORABLE.join(', ')}.`) })),
  body: validateBody,
  async handler({ ports, caller, query, body }) {
    const codes = query.ignore_errors ?? [];
    const invalid = codes.filter((code) => !IGNORABLE.includes(code));
    if (invalid.length > 0) throw badRequest(`Invalid codes in ignore_errors : [${invalid.map((code) => `'${code}'`).join(', ')}]`);
    const { text, files, environment, parameters } = await sourceOf(ports, caller, body);
    const parsed = parseTemplate(text);
    const read = parseEnvironment(environment);
    const available = (type: string): boolean => ports.registry.get(type) !== undefined;
    const ignoring = codes.length > 0;
    refuseErrors([...read.diagnostics, ...validateTemplate({ parsed, files, environment: read.environment, catalogue: ports.catalogue, checks: 'form', ...(ignoring ? { available } : {}) })]);
    const { template } = parsed;
    if (template === null) throw new HeatFault('StackValidationFailed', 'The template cannot be read.');
    const nested = nestedTemplates(files);
    const { stack: bound } = bindStack({
      template, files, environment: read.environment, parameters, catalogue: ports.catalogue, nested, lenient: true,
      pseudo: { stackName: 'validate', stackId: null, projectId: caller.projectId },
    });
    if (bound === null) throw new HeatFault('StackValidationFailed', 'The template cannot be read.');
    const away = ignoring ? undefined : [...bound.resources.values()].find(({ type }) => !available(type));
    if (away !== undefined) throw badRequest(`HEAT-E99001 Service is not available for resource type ${away.type}, reason: no connection of this project runs it.`);
    const sources: Sources = { files, environment: read.environment, catalogue: ports.catalogue, template: (name): Template | null => nested(name) };
    const stack: PreviewedStack = { name: 'validate', id: 'None', projectId: caller.projectId, bound, sources, parentResource: null, depth: 0 };
    const within = query.show_nested ? nestedParameters(ports, stack) : {};
    return {
      Description: template.description || 'No description',
      Parameters: parametersShown(bound, parameters),
      ...groupsShown(bound),
      ...(Object.keys(within).length === 0 ? {} : { NestedParameters: within }),
      Environment: { event_sinks: [], parameter_defaults: {}, parameters, ...environment, resource_registry: { resources: {}, ...read.environment.resourceRegistry } },
    };
  },
});

/** What the checks find in a template is a bad request here; faults in reading it keep their names. */
function refuseErrors(diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const fault = faultOf({ code: 'validation', message: errors[0]?.message ?? '', diagnostics: errors });
  throw fault.type === 'StackValidationFailed' ? badRequest(fault.text ?? '') : fault;
}

function nestedParameters(ports: HeatPorts, stack: PreviewedStack): JsonMap {
  return Object.fromEntries([...stack.bound.resources.values()].flatMap((resource): [string, JsonMap][] => {
    const child = childOf(ports, stack, resource);
    if (child === null) return [];
    const deeper = nestedParameters(ports, child);
    return [[resource.name, {
      Type: resource.definition.type, Description: child.bound.template.description || 'No description', Parameters: parametersShown(child.bound, withoutDefaults(child)), ...groupsShown(child.bound),
      ...(Object.keys(deeper).length === 0 ? {} : { NestedParameters: deeper }),
    }]];
  }));
}

/** Effective values that are not the defaults: those that the parent gives. */
function withoutDefaults({ bound }: PreviewedStack): JsonMap {
  return Object.fromEntries(Object.entries(bound.parameters).filter(([name, value]) => {
    const preset = bound.template.parameters[name]?.default;
    return preset === undefined || (JSON.stringify(preset) !== JSON.stringify(value) && !(Array.isArray(value) && preset === value.join(',')));
  }));
}

export const validateRoutes = [validate];
