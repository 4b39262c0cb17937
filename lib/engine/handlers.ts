/** From a row to the call of its type's handler. Everything a handler needs is in the row, so a call can be made again after a crash. */
import type { ActionContext, MaybePromise, Outcome, PropertyChange, ResourceType, ResourceView, StackIdentity } from './resource-type';
import { sameJson } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { physicalName } from './names';
import type { Action } from './states';
import type { ResourceRow } from './types';

export type Call = (ctx: ActionContext) => MaybePromise<Outcome>;

/** The handler of the action the row is in; null when the type has none, which means: nothing to do. */
export function handlerOf(type: ResourceType, row: ResourceRow, action: Action): Call | null {
  switch (action) {
    case 'CREATE':
      return type.create ? (ctx) => type.create?.(ctx, row.properties) ?? DONE : null;
    case 'UPDATE':
      return type.update ? (ctx) => type.update?.(ctx, changeOf(row)) ?? DONE : null;
    case 'DELETE':
      return type.delete ? (ctx) => type.delete?.(ctx) ?? DONE : null;
    case 'SNAPSHOT':
      return type.snapshot ? (ctx) => type.snapshot?.(ctx) ?? DONE : null;
    case 'SUSPEND':
      return type.suspend ? (ctx) => type.suspend?.(ctx) ?? DONE : null;
    case 'RESUME':
      return type.resume ? (ctx) => type.resume?.(ctx) ?? DONE : null;
    case 'CHECK':
      return type.check ? (ctx) => type.check?.(ctx) ?? DONE : null;
    default:
      return null;
  }
}

const DONE: Outcome = { kind: 'complete' };

function changeOf(row: ResourceRow): PropertyChange {
  const before = row.before?.properties ?? row.properties;
  const names = new Set([...Object.keys(before), ...Object.keys(row.properties)]);
  return {
    before,
    after: row.properties,
    changed: [...names].filter((name) => !sameJson(before[name], row.properties[name])),
    metadataChanged: row.before !== null && !sameJson(row.before.definition['metadata'], row.definition['metadata']),
  };
}

/** Unless its template says otherwise, a resource is deleted with its stack. */
export function deletionPolicyOf(definition: JsonMap): 'Delete' | 'Retain' | 'Snapshot' {
  const policy = definition['deletion_policy'];
  return policy === 'Retain' || policy === 'Snapshot' ? policy : 'Delete';
}

export interface ContextSource {
  identity: StackIdentity;
  now: Date;
  nameLimit: number;
  busy: boolean;
  signal: AbortSignal;
  findByReferenceId(refId: Json): ResourceView | undefined;
}

export function contextOf(row: ResourceRow, source: ContextSource): ActionContext {
  const operationId = row.operationId ?? row.id;
  return {
    stack: source.identity,
    resource: row,
    operationId,
    idempotencyKey: `${row.id}:${row.action}:${operationId}`,
    startedAt: row.startedAt ?? source.now,
    now: source.now,
    get physicalName() {
      return physicalName(source.identity.name, row.name, row.id, source.nameLimit);
    },
    secrets: row.secrets,
    busy: source.busy,
    findByReferenceId: source.findByReferenceId,
    signal: source.signal,
  };
}
