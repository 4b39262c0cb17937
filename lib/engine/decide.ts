/**
 * What has to happen to one existing resource to bring it to its new definition. Pure; the order of the questions is Heat's
 * (resource.py, _needs_update and update), so that the same change gets the same answer there and here.
 */
import type { BoundResource } from '@/lib/hot';
import { sameJson } from '@/lib/hot/json';
import type { JsonMap } from '@/lib/hot/types';
import type { RestrictedAction } from './policies';
import type { PropertyChange, ResourceType } from './resource-type';
import type { PropertyDifference, ResourceRow } from './types';

/** A resource of the target with its values, as far as they are known. */
export interface Proposal {
  bound: BoundResource;
  properties: JsonMap;
  /** Properties left out of `properties`, because only the deployment will tell. Empty while deploying. */
  unknown: readonly string[];
}

export type Verdict = { reason: string; differences: PropertyDifference[] } & (
  /** `heals`: the row's last action failed, yet it needs nothing. */
  | { decision: 'keep'; heals: boolean }
  | { decision: 'update'; change: PropertyChange }
  /** `announced`: Heat shows an UPDATE that ends with "requires replacement" before the replacement is created. */
  | { decision: 'replace'; announced: boolean }
  | { decision: 'create' }
  /**
   * As in Heat, what it leaves behind depends on who refuses. `resource`: its update has failed, and the next one replaces it. `environment`: nothing but
   * an event. `nobody`: the resource does not even hear of it.
   */
  | { decision: 'refuse'; would: 'update' | 'replace'; errorType: string; by: 'resource' | 'environment' | 'nobody' }
);

export function decide(
  row: ResourceRow,
  proposal: Proposal,
  type: ResourceType | undefined,
  restricted: readonly RestrictedAction[],
): Verdict {
  const { bound } = proposal;
  if (row.action === 'INIT') return { decision: 'create', reason: 'It was never created.', differences: [] };
  const differences = compareProperties(row, proposal);
  const replace = (reason: string, announced = false): Verdict =>
    restricted.includes('replace')
      ? restriction('replace', differences)
      : { decision: 'replace', announced, reason, differences };

  if (row.type !== bound.type) return replace(`Its type changed from ${row.type} to ${bound.type}.`);
  if (!sameJson(row.definition['external_id'], bound.frozen['external_id'])) {
    return refusal(`Update to property external_id of ${row.name} (${row.type}) is not supported.`, 'nobody', differences);
  }
  if (bound.frozen['external_id'] !== undefined) {
    if (row.status === 'FAILED') return { decision: 'create', reason: 'It exists outside of the stack, and could not be taken in before.', differences: [] };
    return { decision: 'keep', heals: false, reason: 'It exists outside of the stack, which never changes it.', differences: [] };
  }
  if (row.action === 'DELETE') return replace('It was deleted, or partly deleted, before.');
  const failed = row.status === 'FAILED';
  if (failed && (type?.replaceWhenFailed ?? true)) return replace(`Its last action failed (${row.action}_FAILED).`);

  if (type?.replacedByEveryUpdate === true) return replace('Every update makes it anew.', true);
  const redefined = !sameJson(row.definition, bound.frozen);
  const always = type?.updatedByEveryUpdate?.(proposal.properties) === true;
  if (!redefined && differences.length === 0 && !always) {
    return failed
      ? { decision: 'keep', heals: true, reason: 'Update status to COMPLETE for FAILED resource neither update nor replace.', differences }
      : { decision: 'keep', heals: false, reason: 'Nothing changed.', differences };
  }
  const changed = differences.map((difference) => difference.property);
  const immutable = changed.filter((name) => bound.schema.properties[name]?.immutable === true);
  if (immutable.length > 0) {
    return refusal(`Update to properties ${immutable.join(', ')} of ${row.name} (${row.type}) is not supported.`, 'resource', differences);
  }
  const replacing = differences.filter((difference) => difference.replaces);
  const why = sentence(differences, redefined);
  if (replacing.length > 0) return replace(why, true);

  const change: PropertyChange = {
    before: row.properties,
    after: proposal.properties,
    changed,
    metadataChanged: !sameJson(row.definition['metadata'], bound.frozen['metadata']),
  };
  if (changed.length > 0 && type?.update === undefined && type?.nested === undefined) return replace(why, true);
  if (type?.needsReplace?.(change) === true) return replace(why, true);
  if (restricted.includes('update')) return restriction('update', differences);
  const reason = always && !redefined && differences.length === 0 ? 'It asks to be updated with every update of its stack.' : why;
  return { decision: 'update', reason, differences, change };
}

/** Top-level properties that differ from what was last sent, unknown ones included. */
function compareProperties(row: ResourceRow, { bound, properties, unknown }: Proposal): PropertyDifference[] {
  const result: PropertyDifference[] = [];
  const replaces = (name: string): boolean =>
    bound.schema.anything !== true && bound.schema.properties[name]?.updateAllowed !== true;
  for (const name of new Set([...Object.keys(row.properties), ...Object.keys(properties)])) {
    if (unknown.includes(name) || sameJson(row.properties[name], properties[name])) continue;
    result.push({
      property: name,
      before: row.properties[name] ?? null,
      after: properties[name] ?? null,
      known: true,
      replaces: replaces(name),
    });
  }
  for (const name of unknown) {
    result.push({ property: name, before: row.properties[name] ?? null, after: null, known: false, replaces: replaces(name) });
  }
  return result;
}

function sentence(differences: readonly PropertyDifference[], redefined: boolean): string {
  const names = (list: readonly PropertyDifference[]): string => list.map((item) => item.property).join(', ');
  const known = differences.filter((item) => item.known);
  const later = differences.filter((item) => !item.known);
  const replacing = known.filter((item) => item.replaces);
  if (replacing.length > 0) return `${names(replacing)} changed, which needs a new resource.`;
  if (known.length > 0) return `${names(known)} changed.`;
  if (later.length > 0) return `${names(later)} will be known during the deployment only; if it stays the same, nothing happens.`;
  return redefined ? 'Its definition changed, but none of its properties.' : 'Nothing changed.';
}

function restriction(would: RestrictedAction, differences: PropertyDifference[]): Verdict {
  return { decision: 'refuse', would, by: 'environment', errorType: 'ResourceActionRestricted', reason: `${would} is restricted for resource.`, differences };
}

function refusal(reason: string, by: 'resource' | 'nobody', differences: PropertyDifference[]): Verdict {
  return { decision: 'refuse', would: 'update', by, errorType: 'NotSupported', reason, differences };
}
