/**
 * Rolling updates: members get a new definition a few at a time, while enough of them stay in service. The arithmetic is Heat's: where too few
 * would be left, the group grows for as long as the update takes. Pure.
 */
import { sameJson } from '@/lib/engine/json';
import type { ChildInput, ChildStack } from '@/lib/engine/resource-type';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asList, asMap, isMap, numberOf, textOf } from '../../values';
import { type Member, memberTemplate } from './member-template';

export interface RollingPolicy {
  maxBatchSize: number;
  minInService: number;
  /** Between two batches, in milliseconds. */
  pause: number;
}

/** After a batch: how many members there are, and at most how many of them are new or changed by it. */
export interface Batch {
  capacity: number;
  changes: number;
}

/** The batches that take a group from `current` members of the old definition to `wanted` of the new one. */
export function rollingBatches(wanted: number, current: number, { maxBatchSize, minInService }: RollingPolicy): Batch[] {
  const batches: Batch[] = [];
  let capacity = current;
  for (let updated = 0; updated < capacity || capacity !== wanted; ) {
    const size = Math.min(Math.max(1, maxBatchSize), Math.max(wanted - updated, 0));
    const least = Math.min(minInService, wanted, capacity);
    const next = size + Math.max(Math.min(capacity, wanted - size), least);
    batches.push({ capacity: next, changes: size });
    updated += size - Math.max(next - Math.max(capacity, wanted), 0);
    capacity = next;
  }
  return batches;
}

/** What a group is at the end of one stage: members by name, and whether they have the new definition. */
export interface Stage {
  members: { name: string; fresh: boolean }[];
}

/**
 * @param existing names of the members there are, those that are to be replaced or removed first in front
 * @param names what the members are called when there are so many of them; the first ones of the list stay as the group shrinks
 */
export function rollingStages(batches: readonly Batch[], existing: readonly string[], namesFor: (capacity: number) => readonly string[]): Stage[] {
  const fresh = new Set<string>();
  let present: readonly string[] = existing;
  return batches.map(({ capacity, changes }) => {
    const names = namesFor(capacity);
    const wanted = new Set(names);
    // Those without a name in the new list go first, then the ones in front.
    const leaving = [...present.filter((name) => !wanted.has(name)), ...present.filter((name) => wanted.has(name))].slice(0, Math.max(0, present.length - capacity));
    const staying = present.filter((name) => !leaving.includes(name));
    const coming = names.filter((name) => !staying.includes(name)).slice(0, capacity - staying.length);
    let left = changes - coming.length;
    for (const name of staying) {
      if (left <= 0) break;
      if (fresh.has(name)) continue;
      fresh.add(name);
      left -= 1;
    }
    for (const name of coming) fresh.add(name);
    present = [...staying, ...coming];
    return { members: present.map((name) => ({ name, fresh: fresh.has(name) })) };
  });
}

/** In the private memory of a group that is rolling: what is still to come. Plain data, so that a crash loses none of it. */
interface Progress {
  stages: Stage[];
  at: number;
  /** What members had before; null for a group that is being made. */
  old: Json;
  pause: number;
}

const ROLLING = 'rolling';

/** In the private memory of a group: what its members were made from when it was through last. */
const DEFINITION = 'definition';

/** A group as its properties describe it now. */
export interface WantedGroup {
  /** Names of the members there are, in the order in which they are changed, or leave. */
  existing: readonly string[];
  /** What its members are called when there are so many; `begin` only. */
  namesFor: (capacity: number) => readonly string[];
  count: number;
  /** What all members have in common, and what one of them is made from. */
  definition: Json;
  memberOf: (name: string, definition: Json) => Member;
  /** For a group that is made, and for one whose definition changes. Null: all at once. */
  create: RollingPolicy | null;
  update: RollingPolicy | null;
}

/** The stage that a group is in, or comes to now, with what has to be kept in its private memory. */
export function groupStage({ resource, stage, members }: ChildInput, wanted: WantedGroup): Pick<Extract<ChildStack, { ok: true }>, 'template' | 'data' | 'more'> {
  const { definition, memberOf, count } = wanted;
  const { [ROLLING]: left, ...kept } = resource.data;
  const known = stage === 'next' || stage === 'resume' ? progressOf(left) : null;
  const progress = known === null ? (stage === 'begin' ? beginning(wanted, resource.data, members) : null) : { ...known, at: known.at + (stage === 'next' ? 1 : 0) };
  const here = progress?.stages[progress.at];
  if (progress === null || here === undefined) {
    return { template: memberTemplate(wanted.namesFor(count).map((name) => memberOf(name, definition))), data: { ...kept, [DEFINITION]: definition } };
  }
  const { stages, at, old, pause } = progress;
  const template = memberTemplate(here.members.map(({ name, fresh }) => memberOf(name, fresh ? definition : old)));
  if (at === stages.length - 1) return { template, data: { ...kept, [DEFINITION]: definition } };
  return { template, data: { ...kept, [ROLLING]: { at, old, pause, stages: stages.map((each) => each.members.map(({ name, fresh }) => ({ name, fresh }))) } }, more: { pause } };
}

function beginning({ existing, create, update, count, definition, namesFor }: WantedGroup, data: JsonMap, members: ChildInput['members']): Progress | null {
  const old = data[DEFINITION] ?? null;
  const making = existing.length === 0;
  // After a failure members have this definition or that one, and some are broken: what mends them is not kept waiting.
  if (data[ROLLING] !== undefined || members.some(({ status }) => status === 'FAILED')) return null;
  const policy = making ? create : old === null || sameJson(old, definition) ? null : update;
  if (policy === null) return null;
  const stages = rollingStages(rollingBatches(count, existing.length, policy), existing, namesFor);
  return stages.length === 0 ? null : { stages, at: 0, old, pause: policy.pause };
}

function progressOf(kept: Json | undefined): Progress | null {
  if (!isMap(kept)) return null;
  const stages = asList(kept['stages']).map((members): Stage => ({ members: asList(members).map(asMap).map((member) => ({ name: textOf(member['name']) ?? '', fresh: member['fresh'] === true })) }));
  return { stages, at: numberOf(kept['at'], 0), old: kept['old'] ?? null, pause: numberOf(kept['pause'], 0) };
}

/** A policy in the words of HOT; null when it is not given. */
export function policyOf(value: Json | undefined): RollingPolicy | null {
  if (!isMap(value)) return null;
  return { maxBatchSize: numberOf(value['max_batch_size'], 1), minInService: numberOf(value['min_in_service'], 0), pause: numberOf(value['pause_time'], 0) * 1000 };
}

/** The same in the words of CloudFormation; the pause is an ISO 8601 duration. */
export function cfnPolicyOf(value: Json | undefined): RollingPolicy | null {
  if (!isMap(value)) return null;
  return { maxBatchSize: numberOf(value['MaxBatchSize'], 1), minInService: numberOf(value['MinInstancesInService'], 0), pause: duration(textOf(value['PauseTime']) ?? 'PT0S') };
}

/** `PT1H2M3S` in milliseconds; what is no such text is no time. */
function duration(text: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text) ?? [];
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}
