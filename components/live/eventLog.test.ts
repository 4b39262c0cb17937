import { describe, expect, it } from 'vitest';
import type { EventView } from '@/lib/wire/types';
import { EventLog } from './eventLog';

const id = (number: number) => `0198c0de-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
const event = (seq: number, over: Partial<EventView> = {}): EventView => ({
  seq, id: id(seq), stackId: id(1), operationId: id(100 + Math.floor(seq / 20)), resourceId: id(200 + (seq % 7)), resourceName: `r${seq % 7}`, resourceType: 'T', physicalResourceId: seq > 9 ? `p${seq % 7}` : null,
  action: 'UPDATE', status: seq % 2 === 0 ? 'COMPLETE' : 'IN_PROGRESS', reason: 'state changed', waitingFor: null, at: new Date(Date.UTC(2026, 0, 1) + seq * 37).toISOString(), ...over,
});
const many = (count: number, from = 1) => Array.from({ length: count }, (_, index) => event(from + index));

describe('a log of events', () => {
  it('gives back what was put into it', () => {
    const events = [...many(2500), event(2501, { id: 'of another system', operationId: null, resourceId: null, waitingFor: 'a signal', reason: 'Grüße' }), event(2502, { action: 'SIGNAL', at: '' })];
    const log = EventLog.of(events);
    expect([...log]).toEqual(events);
    expect([log.length, log.at(-1), log.at(0), log.at(9999)]).toEqual([2502, events.at(-1), events[0], undefined]);
    expect(log.latest(3)).toEqual(events.slice(-3));
  });

  it('finds events by operation, by what they are about and by what they say', () => {
    const events = many(300);
    const log = EventLog.of(events);
    expect(log.ofOperation(id(103))).toEqual(events.filter(({ operationId }) => operationId === id(103)));
    expect(log.ofOperation('unknown')).toEqual([]);
    expect(log.about(({ resourceName }) => resourceName === 'r3')).toEqual(events.filter(({ resourceName }) => resourceName === 'r3'));
    const found = log.matching((subject, { status }) => subject.resourceName === 'r3' && status === 'COMPLETE', id(103));
    expect(Array.from(found, (index) => log.at(index))).toEqual(events.filter((each) => each.resourceName === 'r3' && each.status === 'COMPLETE' && each.operationId === id(103)));
    expect(Array.from(log.tally(), ([{ status }, times]) => [status, times])).toEqual([['IN_PROGRESS', 150], ['COMPLETE', 150]]);
  });

  it('knows the state before each event, signals left out', () => {
    const log = EventLog.of([event(1, { resourceId: id(1) }), event(2, { resourceId: id(2) }), event(3, { resourceId: id(1), action: 'SIGNAL' }), event(4, { resourceId: id(1) })]);
    expect([0, 1, 2, 3].map((index) => log.before(index))).toEqual([-1, -1, -1, 0]);
  });

  it('stays as it is when more happens, also when that is told twice', () => {
    const log = EventLog.of(many(3));
    const [one, other] = [log.append(many(2, 4)), log.append(many(1, 4))];
    expect([log.length, [...one], [...other]]).toEqual([3, many(5), many(4)]);
    expect(log.append([])).toBe(log);
  });

  it('is longer at its beginning once somebody went there', () => {
    const log = EventLog.of(many(50, 51)).prepend(many(50));
    expect([...log]).toEqual(many(100));
    expect(log.before(57)).toBe(50);
  });

  it('lets go of the oldest when it would take too much, and of nothing else', () => {
    let log = EventLog.of(many(100), 100_000);
    for (let from = 101; from < 10_000; from += 100) log = log.append(many(100, from));
    const first = log.at(0)?.seq ?? 0;
    expect(first).toBeGreaterThan(5_000);
    expect([...log]).toEqual(many(10_001 - first, first));
    expect(log.seqAt(log.before(100))).toBe(first + 93);
    expect([log.before(3), log.ofOperation(id(101)), log.ofOperation(id(450))]).toEqual([-1, [], many(20, 7000)]);
  });

  it('from before the oldest made room has what is left of it, at the same indices', () => {
    const first = EventLog.of(many(100), 100_000);
    let [before, log] = [first, first.append(many(100, 101))];
    while (log.at(0)?.seq === 1) [before, log] = [log, log.append(many(100, (log.at(-1)?.seq ?? 0) + 1))];
    const [oldest, newest] = [log.at(0)?.seq ?? 0, before.at(-1)?.seq ?? 0];
    expect(oldest).toBeGreaterThan(1000);
    expect([before.length, [...before], before.slice(10)]).toEqual([newest, many(newest - oldest + 1, oldest), many(newest - oldest + 1, oldest)]);
    expect([before.seqAt(newest - 1), before.seqAt(before.before(newest - 1)), before.seqAt(0), before.before(oldest)]).toEqual([newest, newest - 7, oldest, -1]);
    expect(Array.from(before.matching(({ resourceName }) => resourceName === 'r3'), (index) => before.seqAt(index))).toEqual(many(newest - oldest + 1, oldest).flatMap(({ seq }) => (seq % 7 === 3 ? [seq] : [])));
    expect([[...first], first.at(0)?.seq, first.ofOperation(id(101)), first.tally().size]).toEqual([[], oldest, [], 0]);
  });
});
