/** One stack: seeing, changing and deleting it, and what it was made from. */
import { z } from 'zod';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { type Deployed, deployedStack, lastDeployed, outputsOf } from '@/lib/stacks/deployed';
import { deleteStack } from '@/lib/stacks/operations';
import { updateStack } from '@/lib/stacks/update-stack';
import type { StackRecord } from '@/lib/store/stack-listing';
import { limitsOf, onFailureOf, type Options, type Source, sourceOf, textsOf, type UpdateBody, updateBody } from '../definition-body';
import { HeatFault } from '../fault';
import { liveRootOf, liveStackOf, stackOf, subjectOf } from '../find';
import { flag } from '../query';
import { granted } from '../refusal';
import { environmentShown } from '../render/environment';
import { stackDetail, stackOutput } from '../render/stack';
import { type Call, NO_BODY, NO_QUERY, Reply, route } from '../route';
import { anyMap, Environment, map, Notice, textMap } from '../shapes/parts';
import { Output, Stack } from '../shapes/stack';
import { documentOf, templateDocument } from '../template-text';

const ROOT = '/stacks/{stack_name}/{stack_id}';
const STACKS = { tag: 'Stacks', body: NO_BODY, query: NO_QUERY } as const;

const show = route({
  ...STACKS, method: 'GET', path: ROOT, summary: 'Show a stack', policy: 'stacks:show', role: 'reader', status: 200, answer: 'stack', returns: map({ stack: Stack }),
  query: z.object({ resolve_outputs: flag('resolve_outputs', true, 'Give the values of the outputs too.') }),
  async handler(call) {
    const { ports, base, query } = call;
    const stack = await stackOf(call);
    const deployed = stack.deletedAt === null ? await deployedStack(ports, stack) : null;
    const outputs = deployed === null || !query.resolve_outputs ? null : await outputsOf(ports, stack, deployed);
    return { stack: stackDetail(base, stack, deployed?.bound ?? null, outputs?.map(stackOutput) ?? null) };
  },
});

/** Heat's answer to what goes on after it was given. */
export function accepted(): Reply {
  return new Reply(202, { code: '202 Accepted', title: 'Accepted', message: 'The request is accepted for processing.<br /><br />\n\n\n' });
}

const replace = route({
  ...STACKS, method: 'PUT', path: ROOT, summary: 'Update a stack to what is given, and nothing else', policy: 'stacks:update', role: 'member', status: 202, answer: 'nothing yet', returns: Notice, body: updateBody,
  async handler(call) {
    const { stack, source, options } = await wholeUpdate(call);
    granted(await updateStack(call.ports, call.caller, stack.id, { ...source, ...options, forgetHidden: 'all', converge: call.body.converge === true }), subjectOf(stack));
    return accepted();
  },
});

const patch = route({
  ...STACKS, method: 'PATCH', path: ROOT, summary: 'Update parts of a stack, the rest stays', policy: 'stacks:update_patch', role: 'member', status: 202, answer: 'nothing yet', returns: Notice, body: updateBody,
  async handler(call) {
    const { stack, source, options, cleared } = await partialUpdate(call);
    granted(await updateStack(call.ports, call.caller, stack.id, { ...source, ...options, forgetHidden: cleared, converge: call.body.converge === true }), subjectOf(stack));
    return accepted();
  },
});

interface Update {
  stack: StackRecord;
  source: Source;
  options: Required<Options>;
}

/** PUT: what is not said is inherited only for the options, tags not even then. As in Heat, the request is judged before the stack is looked for. */
export async function wholeUpdate(call: Call<unknown, UpdateBody>): Promise<Update> {
  const { ports, caller, body } = call;
  const limits = limitsOf(body);
  const source = await sourceOf(ports, caller, body);
  const stack = await liveRootOf(call);
  return { stack, source, options: { onFailure: stack.onFailure, timeoutMins: stack.timeoutMins, tags: [], ...limits, ...onFailureOf(body) } };
}

/** PATCH: what is given lies over what the stack has. */
export async function partialUpdate(call: Call<unknown, UpdateBody>): Promise<Update & { cleared: string[] }> {
  const { ports, body } = call;
  const limits = limitsOf(body);
  const cleared = textsOf('clear_parameters', body.clear_parameters);
  const stack = await liveRootOf(call);
  const options = { onFailure: stack.onFailure, timeoutMins: stack.timeoutMins, tags: stack.tags, ...limits, ...onFailureOf(body) };
  const { text, files, environment, given } = await madeOf(call, stack);
  const kept = { text: text ?? '', files, environment: withoutParameters(environment, cleared), parameters: without(given, cleared) };
  const source = await sourceOf(ports, call.caller, body, kept);
  return { stack, source: { ...source, parameters: known(source, given, body) }, options, cleared };
}

function without(map: JsonMap, names: readonly string[]): JsonMap {
  return Object.fromEntries(Object.entries(map).filter(([name]) => !names.includes(name)));
}

function withoutParameters(environment: JsonMap, names: readonly string[]): JsonMap {
  const { parameters } = environment;
  return isMap(parameters) ? { ...environment, parameters: without(parameters, names) } : environment;
}

/** Stored values of parameters that the new template does not have are dropped; those of the request are for the checks to refuse. */
function known({ text, parameters }: Source, stored: JsonMap, body: UpdateBody): JsonMap {
  const document = templateDocument(text);
  const section = isMap(document) ? (document['parameters'] ?? document['Parameters']) : undefined;
  const declared = isMap(section) ? section : {};
  const asked = isMap(body.parameters) ? body.parameters : {};
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => Object.hasOwn(declared, name) || Object.hasOwn(asked, name) || !Object.hasOwn(stored, name)));
}

const remove = route({
  ...STACKS, method: 'DELETE', path: ROOT, summary: 'Delete a stack', policy: 'stacks:delete', role: 'member', status: 204, answer: 'nothing', returns: null,
  async handler(call) {
    const stack = await liveRootOf(call);
    granted(await deleteStack(call.ports, call.caller, stack.id), subjectOf(stack));
    return new Reply(204);
  },
});

/** What the stack was made from; a stack of which that is not known any more counts as gone. */
export async function madeOf(call: Call, stack: StackRecord): Promise<Deployed> {
  const deployed = stack.deletedAt === null ? await deployedStack(call.ports, stack) : await lastDeployed(call.ports, stack);
  if (deployed === null) throw new HeatFault('NotFound', `The template of stack ${stack.name} is not known any more.`);
  return deployed;
}

const template = route({
  ...STACKS, method: 'GET', path: `${ROOT}/template`, summary: 'The template of a stack', policy: 'stacks:template', role: 'reader', status: 200, answer: 'the template itself', returns: anyMap('The template.'),
  async handler(call) {
    const { text, bound } = await madeOf(call, await stackOf(call));
    return text === null ? documentOf(bound.template) : templateDocument(text);
  },
});

const environment = route({
  ...STACKS, method: 'GET', path: `${ROOT}/environment`, summary: 'The environment of a stack', policy: 'stacks:environment', role: 'reader', status: 200,
  answer: 'parameters, parameter_defaults, resource_registry, event_sinks, encrypted_param_names', returns: Environment,
  async handler(call) {
    return environmentShown(await madeOf(call, await stackOf(call)));
  },
});

const files = route({
  ...STACKS, method: 'GET', path: `${ROOT}/files`, summary: 'The files of a stack', policy: 'stacks:files', role: 'reader', status: 200, answer: 'contents by name', returns: textMap('Contents by name.'),
  handler: async (call) => (await madeOf(call, await stackOf(call))).files,
});

const outputs = route({
  ...STACKS, method: 'GET', path: `${ROOT}/outputs`, summary: 'Names of the outputs of a stack', policy: 'stacks:list_outputs', role: 'reader', status: 200, answer: 'outputs: output_key and description', returns: map({ outputs: z.array(Output.pick({ output_key: true, description: true })) }),
  async handler(call): Promise<Json> {
    const { bound } = await madeOf(call, await liveStackOf(call));
    return { outputs: bound.outputs.map(({ name, description }) => ({ output_key: name, description: description || 'No description given' })) };
  },
});

const output = route({
  ...STACKS, method: 'GET', path: `${ROOT}/outputs/{output_key}`, summary: 'One output of a stack', policy: 'stacks:show_output', role: 'reader', status: 200, answer: 'output with its value, or why it has none', returns: map({ output: Output }),
  async handler(call): Promise<Json> {
    const stack = await liveStackOf(call);
    const key = call.params['output_key'] ?? '';
    const [found] = await outputsOf(call.ports, stack, await madeOf(call, stack), [key]);
    // Heat forgets to write the name into its sentence.
    if (found === undefined) throw new HeatFault('NotFound', `Specified output key ${key} not found.`);
    return { output: stackOutput(found) };
  },
});

export const stackRoutes = [show, replace, patch, remove, template, environment, files, outputs, output];
