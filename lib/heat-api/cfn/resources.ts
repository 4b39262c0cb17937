/** Actions on the resources of stacks. */
import type { JsonMap } from '@/lib/hot/types';
import { listResourceRecords, resourceRecord, type ResourceRecord } from '@/lib/store/resource-listing';
import { stackOfPhysicalId } from '@/lib/store/stack-users';
import type { StackRecord } from '@/lib/store/stack-listing';
import { type CfnCall, notForStackUsers, pathOf, required, stackArn, stackAsked, stackCalled } from './call';
import { invalidValue, missing } from './fault';
import { asMapOr } from './values';

/** What agents read: with the metadata, and of a server what is to be deployed on it. A stack user may read this of its own resource. */
export async function describeResource(call: CfnCall): Promise<JsonMap> {
  const stack = await stackAsked(call);
  const name = required(call, 'LogicalResourceId');
  const { metadata } = asMapOr(await call.native.ask(call.caller, 'GET', `${pathOf(stack)}/resources/${encodeURIComponent(name)}/metadata`));
  const resource = await resourceRecord(call.ports.pool, stack.id, name);
  if (resource === null) throw invalidValue(`The Resource (${name}) could not be found in Stack ${stack.name}.`);
  return {
    StackResourceDetail: {
      ...stackIdentity(stack), LogicalResourceId: name, PhysicalResourceId: resource.physicalResourceId ?? '', ResourceType: resource.type, Description: resource.description,
      LastUpdatedTimestamp: resource.updatedAt, ResourceStatus: `${resource.action}_${resource.status}`, ResourceStatusReason: resource.statusReason, Metadata: JSON.stringify(metadata ?? {}),
    },
  };
}

export async function describeResources(call: CfnCall): Promise<JsonMap> {
  notForStackUsers(call);
  const [name, physicalId] = [call.parameters.get('StackName'), call.parameters.get('PhysicalResourceId')];
  if (name !== undefined && physicalId !== undefined) throw invalidValue('Use `StackName` or `PhysicalResourceId` but not both.');
  const called = physicalId === undefined ? name : ((await stackOfPhysicalId(call.ports.pool, call.caller.projectId, physicalId)) ?? undefined);
  if (physicalId !== undefined && called === undefined) throw invalidValue(`The Physical Resource (${physicalId}) could not be found.`);
  if (called === undefined || called === '') throw missing('StackName or PhysicalResourceId');
  const stack = await stackCalled(call, called);
  const logical = call.parameters.get('LogicalResourceId');
  const records = (await listResourceRecords(call.ports.pool, stack, 0, false)).filter((record) => logical === undefined || record.name === logical);
  if (logical !== undefined && records.length === 0) throw invalidValue(`The Resource (${logical}) could not be found in Stack ${stack.name}.`);
  return { StackResources: records.map((record) => ({ ...stackIdentity(stack), ...item(record), Timestamp: record.updatedAt, Description: record.description })) };
}

export async function listResources(call: CfnCall): Promise<JsonMap> {
  notForStackUsers(call);
  const stack = await stackAsked(call);
  const records = await listResourceRecords(call.ports.pool, stack, 0, false);
  return { StackResourceSummaries: records.map((record) => ({ ...item(record), LastUpdatedTimestamp: record.updatedAt })) };
}

function item(record: ResourceRecord): JsonMap {
  return {
    LogicalResourceId: record.name, PhysicalResourceId: record.physicalResourceId ?? '', ResourceType: record.type, ResourceStatus: `${record.action}_${record.status}`,
    ResourceStatusReason: record.statusReason,
  };
}

function stackIdentity(stack: StackRecord): JsonMap {
  return { StackId: stackArn(stack), StackName: stack.name };
}
