/** Actions on stacks. */
import { asMapOr, listOfMaps, textOr } from './values';
import type { Json, JsonMap } from '@/lib/hot/types';
import { listEventRecords } from '@/lib/store/event-listing';
import type { StackRecord } from '@/lib/store/stack-listing';
import { type CfnCall, notForStackUsers, pathOf, required, stackArn, stackAsked } from './call';
import { invalidValue, missing } from './fault';

export async function listStacks(call: CfnCall): Promise<JsonMap> {
  const wanted = [...call.parameters].filter(([name]) => name.startsWith('StackStatusFilter.member.')).map(([, value]) => value);
  const stacks = listOfMaps(asMapOr(await call.native.ask(call.caller, 'GET', '/stacks'))['stacks']).filter((stack) => wanted.length === 0 || wanted.includes(textOr(stack['stack_status'])));
  return {
    StackSummaries: stacks.map((stack) => ({
      ...identity(call, stack), CreationTime: stack['creation_time'] ?? null, LastUpdatedTime: stack['updated_time'] ?? null, DeletionTime: stack['deletion_time'] ?? null,
      StackStatus: stack['stack_status'] ?? null, StackStatusReason: stack['stack_status_reason'] ?? null, TemplateDescription: stack['description'] ?? null,
    })),
  };
}

function identity({ caller }: CfnCall, stack: JsonMap): JsonMap {
  const name = textOr(stack['stack_name']);
  return { StackId: stackArn({ name, id: textOr(stack['id']), projectId: caller.projectId }), StackName: name };
}

export async function describeStacks(call: CfnCall): Promise<JsonMap> {
  notForStackUsers(call);
  const one = call.parameters.has('StackName') ? await stackAsked(call) : null;
  const stacks = one === null ? listOfMaps(asMapOr(await call.native.ask(call.caller, 'GET', '/stacks/detail'))['stacks']) : [asMapOr(asMapOr(await call.native.ask(call.caller, 'GET', pathOf(one)))['stack'])];
  return { Stacks: stacks.map((stack) => described(call, stack)) };
}

function described(call: CfnCall, stack: JsonMap): JsonMap {
  return {
    ...identity(call, stack), CreationTime: stack['creation_time'] ?? null, LastUpdatedTime: stack['updated_time'] ?? null, Description: stack['description'] ?? null,
    StackStatus: stack['stack_status'] ?? null, StackStatusReason: stack['stack_status_reason'] ?? null, DisableRollback: stack['disable_rollback'] ?? null, TimeoutInMinutes: stack['timeout_mins'] ?? null,
    Capabilities: [], NotificationARNs: [],
    Parameters: Object.entries(asMapOr(stack['parameters'])).map(([key, value]) => ({ ParameterKey: key, ParameterValue: textOr(value) })),
    Outputs: listOfMaps(stack['outputs']).map((output) => ({ OutputKey: output['output_key'] ?? null, OutputValue: textOr(output['output_value']), Description: output['description'] ?? null })),
  };
}

export async function createStack(call: CfnCall): Promise<JsonMap> {
  const name = required(call, 'StackName');
  const template = templateGiven(call);
  if (template === null) throw missing('TemplateBody or TemplateUrl');
  const rollback = rollbackOf(call);
  const made = asMapOr(await call.native.ask(call.caller, 'POST', '/stacks', {
    stack_name: name, ...template, parameters: parametersGiven(call).values, ...timeoutOf(call), ...(rollback === undefined ? {} : { disable_rollback: rollback }),
  }));
  return { StackId: stackArn({ name, id: textOr(asMapOr(made['stack'])['id']), projectId: call.caller.projectId }) };
}

/** What stays as it was is said so by the request; otherwise the request is all there is. */
export async function updateStack(call: CfnCall): Promise<JsonMap> {
  const stack = await stackAsked(call);
  const { values, kept } = parametersGiven(call);
  const template = templateGiven(call);
  const keepsTemplate = isOn(call.parameters.get('UsePreviousTemplate'));
  if (template === null && !keepsTemplate) throw missing('TemplateBody or TemplateUrl');
  await call.native.ask(call.caller, kept || template === null ? 'PATCH' : 'PUT', pathOf(stack), { ...template, parameters: values, ...timeoutOf(call) });
  return { StackId: stackArn(stack) };
}

export async function deleteStack(call: CfnCall): Promise<JsonMap> {
  await call.native.ask(call.caller, 'DELETE', pathOf(await stackAsked(call)));
  return {};
}

export async function cancelUpdate(call: CfnCall): Promise<JsonMap> {
  await call.native.ask(call.caller, 'POST', `${pathOf(await stackAsked(call))}/actions`, { cancel_update: null });
  return {};
}

const MOST_EVENTS = 1000;

export async function describeEvents(call: CfnCall): Promise<JsonMap> {
  notForStackUsers(call);
  const stack: StackRecord = await stackAsked(call);
  const events = await listEventRecords(call.ports.pool, { stack, depth: 0, filters: {}, sortKeys: [], descending: true, limit: MOST_EVENTS });
  return {
    StackEvents: events.map((event) => ({
      EventId: event.id, StackId: stackArn(stack), StackName: stack.name, Timestamp: event.createdAt, LogicalResourceId: event.resourceName,
      PhysicalResourceId: event.physicalResourceId, ResourceType: event.resourceType, ResourceStatus: `${event.action}_${event.status}`, ResourceStatusReason: event.reason,
    })),
  };
}

export async function getTemplate(call: CfnCall): Promise<JsonMap> {
  notForStackUsers(call);
  return { TemplateBody: JSON.stringify(await call.native.ask(call.caller, 'GET', `${pathOf(await stackAsked(call))}/template`)) };
}

export async function validateTemplate(call: CfnCall): Promise<JsonMap> {
  const template = templateGiven(call);
  if (template === null) throw missing('TemplateBody or TemplateUrl');
  const { Description, Parameters } = asMapOr(await call.native.ask(call.caller, 'POST', '/validate', template));
  return {
    Description: Description ?? null, Capabilities: [],
    Parameters: Object.entries(asMapOr(Parameters)).map(([key, value]) => {
      const { Default, NoEcho, Description: text } = asMapOr(value);
      return { ParameterKey: key, ...(Default === undefined ? {} : { DefaultValue: textOr(Default) }), NoEcho: NoEcho === 'true', Description: text ?? '' };
    }),
  };
}

/** Nothing here costs money by itself; the answer is Heat's. */
export async function estimateCost(call: CfnCall): Promise<JsonMap> {
  notForStackUsers(call);
  if (templateGiven(call) === null) throw missing('TemplateBody or TemplateUrl');
  return { Url: 'http://en.wikipedia.org/wiki/Gratis' };
}

// --- what is given --------------------------------------------------------------------------------------------------

function templateGiven({ parameters }: CfnCall): JsonMap | null {
  const body = parameters.get('TemplateBody');
  const url = parameters.get('TemplateUrl') ?? parameters.get('TemplateURL');
  if (body !== undefined && body !== '') return { template: body };
  return url === undefined || url === '' ? null : { template_url: url };
}

/** `Parameters.member.1.ParameterKey=…&Parameters.member.1.ParameterValue=…`; `kept`: some stay as they were. */
function parametersGiven({ parameters }: CfnCall): { values: JsonMap; kept: boolean } {
  const values: JsonMap = {};
  let kept = false;
  for (const [name, key] of parameters) {
    const number = /^Parameters\.member\.(\d+)\.ParameterKey$/.exec(name)?.[1];
    if (number === undefined) continue;
    const value = parameters.get(`Parameters.member.${number}.ParameterValue`);
    if (value === undefined && isOn(parameters.get(`Parameters.member.${number}.UsePreviousValue`))) kept = true;
    else if (value === undefined) throw missing(`Parameters.member.${number}.ParameterValue`);
    else Object.defineProperty(values, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return { values, kept };
}

function rollbackOf({ parameters }: CfnCall): Json | undefined {
  const [disable, onFailure] = [parameters.get('DisableRollback'), parameters.get('OnFailure')];
  if (disable !== undefined && onFailure !== undefined) throw invalidValue('DisableRollback and OnFailure cannot be used together.');
  if (onFailure === undefined) return disable;
  if (!['DO_NOTHING', 'ROLLBACK', 'DELETE'].includes(onFailure)) throw invalidValue(`OnFailure: expected DO_NOTHING, ROLLBACK or DELETE, found ${onFailure}.`);
  return onFailure === 'DO_NOTHING';
}

function timeoutOf({ parameters }: CfnCall): JsonMap {
  const minutes = parameters.get('TimeoutInMinutes');
  return minutes === undefined ? {} : { timeout_mins: minutes };
}

function isOn(text: string | undefined): boolean {
  return text !== undefined && ['true', '1', 'yes'].includes(text.toLowerCase());
}
