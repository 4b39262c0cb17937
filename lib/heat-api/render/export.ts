/** A stack as a document from which it can be adopted again: its definition, and what its resources stand for. */
import { MASK } from '@/lib/engine';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { Deployed } from '@/lib/stacks/deployed';
import type { ResourceRecord } from '@/lib/store/resource-listing';
import type { SnapshotRecord } from '@/lib/store/snapshots';
import type { StackRecord } from '@/lib/store/stack-listing';
import { documentOf, templateDocument } from '../template-text';
import { environmentShown } from './environment';
import { time } from './links';

export function exported(stack: StackRecord, deployed: Deployed, resources: JsonMap, state: { action: string; status: string } = stack): JsonMap {
  return {
    name: stack.name,
    id: stack.id,
    action: state.action,
    status: state.status,
    environment: environmentOf(deployed),
    files: deployed.files,
    template: deployed.text === null ? documentOf(deployed.bound.template) : templateDocument(deployed.text),
    resources,
    project_id: stack.projectId,
    stack_user_project_id: stack.projectId,
    tags: stack.tags,
  };
}

/** Hidden values stay here: whoever adopts the stack gives them again. */
function environmentOf(deployed: Deployed): JsonMap {
  const { encrypted_param_names: _names, ...environment } = environmentShown(deployed);
  const open = (section: Json | undefined): JsonMap => Object.fromEntries(Object.entries(isMap(section) ? section : {}).filter(([, value]) => value !== MASK));
  return { ...environment, parameters: open(environment['parameters']), parameter_defaults: open(environment['parameter_defaults']) };
}

/** `attributes` are Hearth's: a resource that is adopted has no other way to know them again. Resources of a nested stack stand below the one it is. */
export function exportedResources(records: readonly ResourceRecord[], stackId: string): JsonMap {
  return Object.fromEntries(records.filter((record) => record.stackId === stackId).map((record) => [record.name, {
    name: record.name, type: record.type, resource_id: record.physicalResourceId, action: record.action, status: record.status, metadata: record.metadata, resource_data: record.data,
    attributes: record.attributes, ...(record.nestedName === null || record.physicalResourceId === null ? {} : { resources: exportedResources(records, record.physicalResourceId) }),
  }]));
}

/** What it was taken from may be gone: then only what it says of the resources is left. */
export function snapshotShown(stack: StackRecord, snapshot: SnapshotRecord, deployed: Deployed | null): JsonMap {
  const taken = snapshot.status === 'IN_PROGRESS' ? { action: stack.action, status: stack.status } : { action: 'SNAPSHOT', status: snapshot.status };
  return {
    id: snapshot.id,
    name: snapshot.name,
    action: 'CREATE',
    status: snapshot.status,
    status_reason: snapshot.reason,
    creation_time: time(snapshot.createdAt),
    data: deployed === null ? { resources: snapshot.resources } : exported(stack, deployed, snapshot.resources, taken),
  };
}
