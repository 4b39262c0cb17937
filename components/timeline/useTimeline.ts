'use client';
import { useCallback, useMemo, useState } from 'react';
import type { EventLog } from '@/components/live/eventLog';
import type { OperationView, ResourceView } from '@/lib/wire/types';
import { nestedPaths } from '../stack/nesting';
import { currentOperations, timelineRows, type TimelineRow } from './bars';
import { beginOf, comparableTo, ghostsOf, type Ghosts } from './comparison';
import { criticalPath } from './criticalPath';
import { nextSlack, slackOf } from './slack';
import { useRowOrder } from './orderStore';
import { placeRows, type PlacedRow, type RowOrder } from './order';
import { rowRequirements, type RowRequirements } from './requirements';

export interface TimelineInput {
  rootId: string;
  events: EventLog;
  operations: readonly OperationView[];
  resources: readonly ResourceView[];
  /** What the template says of the root's resources, where rows are gone. */
  templateRequirements: ReadonlyMap<string, readonly string[]> | undefined;
  /** Id of the operation that the page is about; null: the last one and its rollback. */
  chosen: string | null;
}

export interface TimelineChoice {
  /** `current`, `all`, or the id of an operation. */
  operations: string;
  order: RowOrder;
  critical: boolean;
  /** Id of an earlier operation to compare with. */
  compareTo: string | null;
  /** Times of the day in place of times since the beginning. */
  clock: boolean;
}

export interface TimelineModel {
  /** Those shown, the oldest first. */
  operations: readonly OperationView[];
  /** The first of those shown, which others are compared with. */
  subject: OperationView | undefined;
  earlier: readonly OperationView[];
  rows: readonly TimelineRow[];
  placed: readonly PlacedRow[];
  requirements: RowRequirements;
  critical: ReadonlySet<string>;
  /** How long the critical path of the subject took, in milliseconds. */
  criticalTotal: number | null;
  /** How much later each action of the subject could have ended, in milliseconds, by the ids of bars; once it is through. */
  slack: ReadonlyMap<string, number>;
  /** What the next chain beside the critical path had to spare. */
  spare: number | null;
  ghosts: Ghosts;
  choice: TimelineChoice;
  choose: (change: Partial<TimelineChoice>) => void;
  toggle: (key: string) => void;
}

/** Above this many rows nested stacks begin folded away. */
const MANY_ROWS = 200;
const NONE: ReadonlySet<string> = new Set();
const NO_GHOSTS: Ghosts = new Map();
const NO_SLACK: ReadonlyMap<string, number> = new Map();

/** What the timeline shows, from what happened and what was chosen. */
export function useTimeline({ rootId, events, operations, resources, templateRequirements, chosen }: TimelineInput): TimelineModel {
  const [order, setOrder] = useRowOrder();
  const [own, setOwn] = useState<Omit<TimelineChoice, 'order'>>({ operations: 'current', critical: true, compareTo: null, clock: false });
  // The page's choice goes before the view's own, until that is changed.
  const [turnedFrom, setTurnedFrom] = useState<string | null>(null);
  const choice = useMemo((): TimelineChoice => ({ ...own, order, operations: chosen !== null && chosen !== turnedFrom ? chosen : own.operations }), [own, order, chosen, turnedFrom]);
  /** Keys whose folding was changed by hand. */
  const [turned, setTurned] = useState<ReadonlySet<string>>(NONE);

  const shown = useMemo(() => {
    const ids = choice.operations === 'current' ? currentOperations(operations) : choice.operations === 'all' ? new Set(operations.map((each) => each.id)) : new Set([choice.operations]);
    return operations.filter((operation) => ids.has(operation.id)).toReversed();
  }, [operations, choice.operations]);
  const [subject] = shown;
  const compared = operations.find((operation) => operation.id === choice.compareTo && subject !== undefined && operation.number < subject.number);

  const paths = useMemo(() => nestedPaths(rootId, resources, events.subjects), [rootId, resources, events]);
  const rows = useMemo(() => {
    const ids = new Set(shown.map((each) => each.id));
    return timelineRows(events.ofOperations(ids), operations, ids, paths);
  }, [events, operations, shown, paths]);
  const requirements = useMemo(() => rowRequirements(resources, paths, templateRequirements), [resources, paths, templateRequirements]);
  const criticalPaths = useMemo(() => new Map(shown.map((operation) => [operation.id, criticalPath(rows, requirements, operation.id, beginOf(operation))])), [rows, requirements, shown]);
  const critical = useMemo(() => (choice.critical ? new Set([...criticalPaths.values()].flatMap((path) => [...path.bars])) : NONE), [criticalPaths, choice.critical]);
  const ghosts = useMemo(
    () => (compared && subject ? ghostsOf(timelineRows(events.ofOperation(compared.id), operations, new Set([compared.id]), paths), compared, subject) : NO_GHOSTS),
    [compared, subject, events, operations, paths],
  );
  const slack = useMemo(() => {
    const total = subject && criticalPaths.get(subject.id)?.total;
    return subject && total ? slackOf(rows, requirements, subject.id, beginOf(subject) + total) : NO_SLACK;
  }, [rows, requirements, subject, criticalPaths]);
  const closed = useMemo(() => {
    const folded = new Set<string>();
    const parents = new Set(rows.map((row) => row.parent));
    for (const row of rows) if (parents.has(row.key) && rows.length > MANY_ROWS !== turned.has(row.key)) folded.add(row.key);
    return folded;
  }, [rows, turned]);
  const placed = useMemo(() => placeRows(rows, choice.order, critical, closed), [rows, choice.order, critical, closed]);

  return {
    operations: shown,
    subject,
    earlier: useMemo(() => (subject ? comparableTo(subject, operations) : []), [subject, operations]),
    rows,
    placed,
    requirements,
    critical,
    slack,
    spare: useMemo(() => nextSlack(slack, (subject && criticalPaths.get(subject.id)?.bars) ?? NONE), [slack, subject, criticalPaths]),
    criticalTotal: (subject && criticalPaths.get(subject.id)?.total) ?? null,
    ghosts,
    choice,
    choose: useCallback(({ order: wanted, ...change }) => {
      if (wanted) setOrder(wanted);
      if (change.operations !== undefined) setTurnedFrom(chosen);
      setOwn((before) => ({ ...before, ...change }));
    }, [setOrder, chosen]),
    toggle: useCallback((key) => setTurned((before) => (before.has(key) ? new Set([...before].filter((each) => each !== key)) : new Set([...before, key]))), []),
  };
}
