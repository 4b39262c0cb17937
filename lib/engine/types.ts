/**
 * What the engine remembers, decides and asks for. Rows are immutable values: a change is a new row with the same id.
 */
import type { Json, JsonMap } from '@/lib/hot/types';
import type { ResourceView } from './resource-type';
import type { Action, EventAction, Status } from './states';

// --- what is remembered ---------------------------------------------------------------------------------------------

/** Why an action is not finished and when to look again. */
export interface Waiting {
  /** For people: "signal 1 of 3". */
  what: string;
  /** A signal for any resource of the stack is a reason to look again. */
  signal: boolean;
  /** ISO time at which to look again, or null. */
  wakeAt: string | null;
  /** The action to ask about; differs from the row's while a snapshot is taken before a deletion. */
  action: Action;
  /** `poll`: ask the type's poll. `retry`: call the handler again, the last attempt failed in a way that may pass. */
  kind: 'poll' | 'retry' | 'hook';
}

/** One row of `resource`, secrets open. The store masks and seals on the way in, and opens on the way out. */
export interface ResourceRow extends ResourceView {
  readonly stackId: string;
  readonly rootId: string;
  readonly statusReason: string;
  /** The definition it was last acted on with: `BoundResource.frozen`. */
  readonly definition: JsonMap;
  /** As it was before the update under way, so that a failed or interrupted update can be told from a finished one. */
  readonly before: { definition: JsonMap; properties: JsonMap; metadata: JsonMap } | null;
  /** Values that occur in this row and must never be shown. */
  readonly secrets: readonly string[];
  /** Ids of the rows it depends on. */
  readonly requires: readonly string[];
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  /** The revision that last had this resource as it is. */
  readonly revisionId: string | null;
  /** The operation whose traversal last acted, or is acting, on this row. */
  readonly operationId: string | null;
  readonly attempt: number;
  readonly waiting: Waiting | null;
  /** When the action under way (or the last one) started. */
  readonly startedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type OnFailure = 'rollback' | 'keep' | 'pause';
export type OperationStatus = 'PENDING' | 'IN_PROGRESS' | 'PAUSED' | 'COMPLETE' | 'FAILED' | 'CANCELLED';

export interface StackRow {
  readonly id: string;
  readonly rootId: string;
  readonly projectId: string;
  readonly name: string;
  readonly ownerId: string | null;
  readonly parentResourceName: string | null;
  readonly nestedDepth: number;
  readonly action: Action;
  readonly status: Status;
  readonly statusReason: string;
  readonly revisionId: string | null;
  readonly previousRevisionId: string | null;
  readonly operationId: string | null;
  readonly updatedAt: Date | null;
  readonly deletedAt: Date | null;
}

/** A thing that exists already, and that a resource is to stand for. */
export interface Adopted {
  /** Null: it is not known, and the resource cannot be adopted. */
  physicalResourceId: string | null;
  metadata: JsonMap;
  data: JsonMap;
  attributes: JsonMap;
}

export interface OperationRow {
  readonly id: string;
  readonly stackId: string;
  readonly number: number;
  readonly action: Action;
  readonly status: OperationStatus;
  readonly reason: string;
  /** The revision this operation moves the stack to; null = to nothing. Meaningless for SUSPEND, RESUME and CHECK. */
  readonly targetRevisionId: string | null;
  /** Where a rollback of this operation leads; null = to nothing. */
  readonly rollbackRevisionId: string | null;
  readonly causeId: string | null;
  readonly onFailure: OnFailure;
  readonly timeoutMins: number;
  readonly cancelRequested: 'rollback' | 'stop' | null;
  /** What resources stand for outside is left as it is when they are deleted. */
  readonly retain: boolean;
  /** Every resource is checked before it is decided what happens to it: what is not there any more is made anew. */
  readonly converge: boolean;
  /** For ADOPT: what each resource takes over, by its path from the root: `group/0`. */
  readonly adopt: Readonly<Record<string, Adopted>> | null;
  /** Hooks that were cleared in it, `<row id> <hook>`: whoever takes over does not stop there again. */
  readonly clearedHooks: readonly string[];
  readonly actor: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** An event before the journal has numbered it. */
export interface EventRow {
  readonly id: string;
  readonly stackId: string;
  readonly operationId: string | null;
  readonly resourceId: string | null;
  readonly resourceName: string;
  readonly resourceType: string;
  readonly physicalResourceId: string | null;
  readonly action: EventAction;
  readonly status: Status;
  readonly reason: string;
  readonly waitingFor: string | null;
  readonly createdAt: Date;
}

export interface SignalRow {
  readonly id: string;
  readonly stackId: string;
  readonly resourceId: string;
  readonly payload: Json;
}

// --- what is decided ------------------------------------------------------------------------------------------------

export type Decision = 'create' | 'update' | 'replace' | 'delete' | 'keep';

export interface PropertyDifference {
  property: string;
  before: Json;
  /** Null when not `known`. */
  after: Json;
  /** False: only the deployment will tell. */
  known: boolean;
  /** This difference alone makes a new resource necessary. */
  replaces: boolean;
}

export interface PlanNode {
  /** `act` brings a resource of the target into being; `cleanup` deletes a row that nothing of the target uses any more. */
  kind: 'act' | 'cleanup';
  name: string;
  type: string;
  /** The row it starts from; null when there is none yet. A cleanup always has one. */
  rowId: string | null;
  decision: Decision;
  /** In one sentence: why. */
  reason: string;
  changes: PropertyDifference[];
  /** Names of the resources it depends on (act), for people. */
  dependencies: readonly string[];
  /** Indices into `Plan.nodes` of what has to be finished before; every cleanup also comes after every act. */
  requires: readonly number[];
  /** Of a resource that is a stack of its own: what happens in it, as far as that can be told. Null for any other. */
  children: Plan | null;
  /** What becomes of the thing outside, should the row it starts from be deleted or replaced. */
  whenDeleted: 'deleted' | 'retained' | 'snapshotted';
}

/** A value: can be shown, stored, compared, and carried out. */
export interface Plan {
  nodes: PlanNode[];
  /** The target refers to itself through these resources; such a plan cannot be carried out. Null normally. */
  cycle: string[] | null;
}

// --- what is asked of the world -------------------------------------------------------------------------------------

/** Remembers. Everything recorded between two `durable` is written together or not at all, in order, once. */
export interface Journal {
  resource(row: ResourceRow): void;
  /** The resource is unchanged by a new revision: only its `revisionId` is rewritten. */
  keep(row: ResourceRow): void;
  remove(row: ResourceRow): void;
  stack(row: StackRow): void;
  operation(row: OperationRow): void;
  event(event: EventRow): void;
  signalHandled(id: string): void;
  /** Earliest time at which the tree wants to be looked at again, while nobody holds it. */
  wakeAt(at: Date | null): void;
  /** Resolves when everything recorded so far has been committed. Rejects with `LeaseLost` when another worker has the stack. */
  durable(): Promise<void>;
}

/** Another worker writes this stack now: whatever this run believed may be stale, and it must stop without writing. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

export interface Clock {
  now(): Date;
  /** Calls back once after so many milliseconds; the result cancels. */
  after(ms: number, callback: () => void): () => void;
  /** Lets timers and I/O of the process have their turn. */
  breathe(): Promise<void>;
}

/** What arrived for the tree since it was last asked. */
export interface Requests {
  take(): Promise<{
    /** PENDING, by number. */
    operations: OperationRow[];
    cancels: { operationId: string; mode: 'rollback' | 'stop' }[];
    signals: SignalRow[];
  }>;
}

/** Keeps secrets at rest. */
export interface Vault {
  seal(value: Json): string;
  open(sealed: string): Json;
}
