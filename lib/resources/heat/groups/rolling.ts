/**
 * Rolling updates: members get a new definition a few at a time, while enough of them stay in service. The arithmetic is Heat's: where too few
 * would be left, the group grows for as long as the update takes. Pure.
 */
import type { ChildInput, ChildStack } from '@/lib/engine/resource-type';
import { sameJson } from '@/lib/hot/json';
import type { Json, JsonMap, Template } from '@/lib/hot/types';
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
 * @param done those that have the new definition from the start
 */
export function rollingStages(
  batches: readonly Batch[], existing: readonly string[], namesFor: (capacity: number) => readonly string[], done: ReadonlySet<string> = new Set(),
): Stage[] {
  const fresh = new Set(done);
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
  /** The same by name, for those that had something else: an update before this one did not come to its end. */
  own: JsonMap;
  /** What they have in the end. */
  to: Json;
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

export type GroupStage = { ok: true; template: Template; data: JsonMap; more?: { pause: number } } | Extract<ChildStack, { ok: false }>;

/** The stage that a group is in, or comes to now, with what has to be kept in its private memory. */
export function groupStage(input: ChildInput, wanted: WantedGroup): GroupStage {
  const { resource, stage, timeoutSeconds } = input;
  const { definition, memberOf, count } = wanted;
  const { [ROLLING]: left, ...kept } = resource.data;
  const known = progressOf(left);
  const progress = stage === 'begin' ? beginning(wanted, input, known) : stage === 'plan' || known === null ? null : { ...known, at: known.at + (stage === 'next' ? 1 : 0) };
  const here = progress?.stages[progress.at];
  if (progress === null || here === undefined) {
    return { ok: true, template: memberTemplate(wanted.namesFor(count).map((name) => memberOf(name, definition))), data: { ...kept, [DEFINITION]: definition } };
  }
  const { stages, at, old, own, to, pause } = progress;
  if (stage === 'begin' && timeoutSeconds !== null && (pause / 1000) * (stages.length - 1) >= timeoutSeconds) {
    return { ok: false, errorType: 'ValueError', reason: 'The current update policy will result in stack update timeout.' };
  }
  const template = memberTemplate(here.members.map(({ name, fresh }) => memberOf(name, fresh ? definition : own[name] ?? old)));
  const plain = stages.map((each) => each.members.map(({ name, fresh }) => ({ name, fresh })));
  if (at < stages.length - 1) return { ok: true, template, data: { ...kept, [ROLLING]: { at, old, own, to, pause, stages: plain } }, more: { pause } };
  // Should it not come to its end, the next update wants to know who had got there.
  const ending = plain.slice(-2);
  return { ok: true, template, data: { ...kept, [DEFINITION]: definition, [ROLLING]: { at: ending.length - 1, old, own, to, pause, stages: ending } } };
}

function beginning(wanted: WantedGroup, { resource: { data }, members, interrupted }: ChildInput, known: Progress | null): Progress | null {
  const left = known === null || (!interrupted && known.at === known.stages.length - 1) ? null : known;
  const { existing, create, update, count, definition, namesFor } = wanted;
  if (existing.length === 0) return create === null ? null : progressTo(definition, rollingStages(rollingBatches(count, 0, create), [], namesFor), create.pause);
  const before = left === null ? data[DEFINITION] ?? null : left.old ?? left.to;
  if (update === null || before === null) return null;
  const own = left === null ? {} : ownDefinitions(left, wanted, members, before);
  const hasNow = (name: string): Json => own[name] ?? before;
  if (existing.every((name) => sameJson(hasNow(name), definition))) return null;
  // What broke, or is still on its way to something else, is out of service already: it is brought there first, whatever its number.
  const unsound = new Set(members.flatMap(({ name, status }) => (status === 'COMPLETE' ? [] : [name])));
  // Members that are to go by their names go with the first batch, and others come in their place.
  const named = new Set(namesFor(Math.max(count, existing.length)));
  const staying = existing.filter((name) => named.has(name));
  const order = [...staying.filter((name) => unsound.has(name)), ...staying.filter((name) => !unsound.has(name))];
  const done = new Set(order.filter((name) => unsound.has(name) || sameJson(hasNow(name), definition)));
  // Only those that stay count as done: one that an update before this one had made as a stand-in leaves, whatever it has.
  const last = new Set(namesFor(count));
  const kept = [...done].filter((name) => last.has(name));
  const sound = kept.filter((name) => !unsound.has(name)).length;
  const batches = rollingBatches(count - kept.length, order.length - kept.length, { ...update, minInService: Math.max(0, update.minInService - sound) });
  const stages = rollingStages(batches.map((batch) => ({ ...batch, capacity: batch.capacity + kept.length })), order, namesFor, done);
  // What mends is not kept waiting.
  return progressTo(definition, stages, unsound.size > 0 ? 0 : update.pause, before, own);
}

/** What members have that is not what most have, where an update did not come to its end. Of those it was about to change, their properties tell. */
function ownDefinitions(left: Progress, { memberOf }: WantedGroup, members: ChildInput['members'], before: Json): JsonMap {
  return Object.fromEntries(members.flatMap(({ name, properties }): [string, Json][] => {
    const earlier = left.own[name] ?? before;
    const has = (definition: Json): boolean => Object.entries(asMap(memberOf(name, definition).definition['properties'])).every(([key, value]) => sameJson(value, properties[key]));
    const coming = nameIn(left.stages[left.at], name)?.fresh === true && (has(left.to) || !has(earlier));
    const reached = coming || nameIn(left.stages[left.at - 1], name)?.fresh === true;
    const definition = reached ? left.to : earlier;
    return sameJson(definition, before) ? [] : [[name, definition]];
  }));
}

function progressTo(to: Json, stages: Stage[], pause: number, old: Json = null, own: JsonMap = {}): Progress | null {
  return stages.length === 0 ? null : { stages, at: 0, old, own, to, pause };
}

function nameIn(stage: Stage | undefined, wanted: string): Stage['members'][number] | undefined {
  return stage?.members.find(({ name }) => name === wanted);
}

function progressOf(kept: Json | undefined): Progress | null {
  if (!isMap(kept)) return null;
  const stages = asList(kept['stages']).map((members): Stage => ({ members: asList(members).map(asMap).map((member) => ({ name: textOf(member['name']) ?? '', fresh: member['fresh'] === true })) }));
  return { stages, at: numberOf(kept['at'], 0), old: kept['old'] ?? null, own: asMap(kept['own']), to: kept['to'] ?? null, pause: numberOf(kept['pause'], 0) };
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
