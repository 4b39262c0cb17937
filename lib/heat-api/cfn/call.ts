/** What an action of the CFN-compatible API gets, and the stack it is about. */
import { stackById, stackByName, type StackRecord } from '@/lib/store/stack-listing';
import type { ApiCaller, HeatPorts } from '../ports';
import { denied, invalidValue, missing } from './fault';
import type { Native } from './native';

export interface CfnCall {
  ports: Pick<HeatPorts, 'pool'>;
  native: Native;
  caller: ApiCaller;
  parameters: ReadonlyMap<string, string>;
}

export function required({ parameters }: Pick<CfnCall, 'parameters'>, name: string): string {
  const value = parameters.get(name);
  if (value === undefined || value === '') throw missing(name);
  return value;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ARN = /^arn:openstack:heat::([^:]*):stacks\/([^/]+)\/([^/]+)$/;

/** By name, id or ARN. A stack user finds its own stack only. */
export async function stackCalled({ ports, caller }: CfnCall, called: string): Promise<StackRecord> {
  const [, project, , id] = ARN.exec(called) ?? [];
  const foreign = project !== undefined && project !== caller.projectId;
  const key = id ?? called;
  const byId = UUID.test(key) ? await stackById(ports.pool, caller.projectId, key) : null;
  const stack = foreign ? null : (byId ?? (id === undefined ? await stackByName(ports.pool, caller.projectId, called) : null));
  if (stack === null || (caller.stackUser !== null && caller.stackUser.stackId !== stack.id)) throw invalidValue(`The Stack (${called}) could not be found.`);
  return stack;
}

export function stackAsked(call: CfnCall): Promise<StackRecord> {
  return stackCalled(call, required(call, 'StackName'));
}

/** Below the project, in Heat's own API. */
export function pathOf({ name, id }: Pick<StackRecord, 'name' | 'id'>): string {
  return `/stacks/${encodeURIComponent(name)}/${id}`;
}

export function stackArn(stack: Pick<StackRecord, 'name' | 'id' | 'projectId'>): string {
  return `arn:openstack:heat::${stack.projectId}:stacks/${stack.name}/${stack.id}`;
}

/** What the user of a stack's resource may not do, whatever the stack. */
export function notForStackUsers({ caller }: CfnCall): void {
  if (caller.stackUser !== null) throw denied();
}
