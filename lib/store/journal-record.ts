/** A resource row on its way into the database and back: secrets are masked in what everybody may read, and sealed beside it. */
import { maskMap, maskText } from '@/lib/engine/secrets';
import type { ResourceRow, Vault, Waiting } from '@/lib/engine/types';
import { ACTIONS, STATUSES } from '@/lib/engine/states';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';

/** Columns of `resource`, in the database's spelling. */
export interface ResourceRecord {
  id: string;
  stack_id: string;
  root_id: string;
  name: string;
  type: string;
  physical_resource_id: string | null;
  action: string;
  status: string;
  status_reason: string;
  definition: JsonMap;
  properties: JsonMap;
  metadata: JsonMap;
  attributes: JsonMap;
  data: JsonMap;
  before: JsonMap | null;
  sealed: string | null;
  requires: readonly string[];
  replaces: string | null;
  replaced_by: string | null;
  revision_id: string | null;
  operation_id: string | null;
  attempt: number;
  waiting: Waiting | null;
  started_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export function toRecord(row: ResourceRow, vault: Vault): ResourceRecord {
  const { secrets } = row;
  const open = {
    definition: row.definition, properties: row.properties, metadata: row.metadata, attributes: row.attributes, data: row.data, before: row.before && { ...row.before },
  };
  const shown = maskMap(open, secrets);
  return {
    id: row.id,
    stack_id: row.stackId,
    root_id: row.rootId,
    name: row.name,
    type: row.type,
    physical_resource_id: row.physicalResourceId,
    action: row.action,
    status: row.status,
    status_reason: secrets.length === 0 ? row.statusReason : maskText(row.statusReason, secrets),
    definition: mapOf(shown['definition']),
    properties: mapOf(shown['properties']),
    metadata: mapOf(shown['metadata']),
    attributes: mapOf(shown['attributes']),
    data: mapOf(shown['data']),
    before: isMap(shown['before']) ? shown['before'] : null,
    // Identity: masking returns its argument when there was nothing to mask.
    sealed: shown === open ? null : vault.seal({ ...open, secrets: [...secrets] }),
    requires: row.requires,
    replaces: row.replaces,
    replaced_by: row.replacedBy,
    revision_id: row.revisionId,
    operation_id: row.operationId,
    attempt: row.attempt,
    waiting: row.waiting === null || secrets.length === 0 ? row.waiting : { ...row.waiting, what: maskText(row.waiting.what, secrets) },
    started_at: row.startedAt,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}

export function fromRecord(record: ResourceRecord, vault: Vault): ResourceRow {
  const sealed = record.sealed === null ? null : vault.open(record.sealed);
  const open: JsonMap = isMap(sealed ?? undefined) ? mapOf(sealed) : {};
  const value = (key: 'definition' | 'properties' | 'metadata' | 'attributes' | 'data'): JsonMap => mapOf(open[key] ?? record[key]);
  const before = open['before'] ?? record.before;
  const secrets = open['secrets'];
  return {
    id: record.id,
    stackId: record.stack_id,
    rootId: record.root_id,
    name: record.name,
    type: record.type,
    physicalResourceId: record.physical_resource_id,
    action: member(ACTIONS, record.action),
    status: member(STATUSES, record.status),
    statusReason: record.status_reason,
    definition: value('definition'),
    properties: value('properties'),
    metadata: value('metadata'),
    attributes: value('attributes'),
    data: value('data'),
    before: isMap(before ?? undefined)
      ? { definition: mapOf(mapOf(before)['definition']), properties: mapOf(mapOf(before)['properties']), metadata: mapOf(mapOf(before)['metadata']) }
      : null,
    secrets: Array.isArray(secrets) ? secrets.filter((secret) => typeof secret === 'string') : [],
    requires: record.requires,
    replaces: record.replaces,
    replacedBy: record.replaced_by,
    revisionId: record.revision_id,
    operationId: record.operation_id,
    attempt: record.attempt,
    waiting: record.waiting,
    startedAt: record.started_at,
    createdAt: record.created_at,
    updatedAt: record.updated_at,
  };
}

function mapOf(value: Json | undefined): JsonMap {
  return isMap(value) ? value : {};
}

/** The column is text; a word that is not one of ours means the database was written by something else. */
export function member<const Words extends readonly string[]>(words: Words, word: string): Words[number] {
  const found = words.find((known) => known === word);
  if (found === undefined) throw new Error(`the database holds "${word}" where one of ${words.join(', ')} was expected`);
  return found;
}
