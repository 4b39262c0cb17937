/**
 * The shapes that pages receive from the server: plain data, times as ISO strings with milliseconds. The browser may import this.
 */
import type { Action, EventAction, Status } from '@/lib/engine/states';
import type { Diagnostic, Json, JsonMap, TextRange } from '@/lib/hot/types';

export type Role = 'reader' | 'member' | 'admin';

export interface StackSummary {
  id: string;
  name: string;
  action: Action;
  status: Status;
  statusReason: string;
  /** Finished resources of those in the current operation. */
  progress: { done: number; total: number };
  tags: string[];
  createdAt: string;
  updatedAt: string | null;
  /** Who asked for the last operation. */
  actor: string;
}

export interface OperationView {
  id: string;
  number: number;
  action: Action;
  status: 'PENDING' | 'IN_PROGRESS' | 'PAUSED' | 'COMPLETE' | 'FAILED' | 'CANCELLED';
  reason: string;
  actor: string;
  /** The failed operation, when this one is its rollback. */
  causeId: string | null;
  /** Revision numbers; null = nothing deployed. */
  fromRevision: number | null;
  toRevision: number | null;
  onFailure: OnFailure;
  /** The stack is given up and what its resources stand for stays (abandon). */
  retain: boolean;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export type OnFailure = 'rollback' | 'keep' | 'pause';

export interface ResourceView {
  id: string;
  stackId: string;
  name: string;
  type: string;
  physicalResourceId: string | null;
  action: Action;
  status: Status;
  statusReason: string;
  waitingFor: string | null;
  /** Names of the resources it depends on. */
  requires: string[];
  /** Row that this one replaces, or is replaced by. */
  replaces: string | null;
  replacedBy: string | null;
  startedAt: string | null;
  updatedAt: string;
}

/** What a resource was found to be when somebody looked. */
export interface LookView {
  /** `differs`: from what was sent or recorded, in `words`; `wrong`: it is not there, or not well. */
  state: 'as recorded' | 'differs' | 'wrong';
  words: string | null;
  /** Null: its type tells only whether it is there. */
  attributes: JsonMap | null;
  /** Names of those that are not what was recorded last. */
  changed: string[];
  askedAt: string;
  tookMs: number;
}

export interface ResourceDetail extends ResourceView {
  /** As last sent; secrets masked. */
  properties: JsonMap;
  attributes: JsonMap;
  metadata: JsonMap;
  /** As the template states it, parameters resolved; secrets masked. */
  definition: JsonMap;
  /** Which attempt the action under way (or the last one) was. */
  attempt: number;
  createdAt: string;
  takesSignals: boolean;
  /** Something outside of Hearth can be asked what it is now. */
  canBeAsked: boolean;
  /** Where a signal for this resource is to be sent, when it takes signals. */
  signalUrl: string | null;
  /** Where the dashboard of its cloud shows what it stands for; null where there is none, or it has no page for it. */
  consoleUrl: string | null;
}

export interface EventView {
  seq: number;
  id: string;
  stackId: string;
  operationId: string | null;
  resourceId: string | null;
  resourceName: string;
  resourceType: string;
  physicalResourceId: string | null;
  action: EventAction;
  status: Status;
  reason: string;
  waitingFor: string | null;
  at: string;
}

/** A page begins with no more than so many events, the newest. */
export const EVENTS_AT_FIRST = 50_000;

export interface OutputView {
  name: string;
  description: string;
  value: Json;
  error: string | null;
}

export interface RevisionView {
  id: string;
  number: number;
  message: string;
  createdBy: string;
  createdAt: string;
}

/** Everything the stack page needs at first; afterwards the stream keeps it true. */
export interface StackView extends StackSummary {
  projectId: string;
  onFailure: OnFailure;
  timeoutMins: number;
  protected: boolean;
  revision: RevisionView | null;
  revisions: RevisionView[];
  /** Newest first. */
  operations: OperationView[];
  resources: ResourceView[];
  /** Number of the last event contained in this view: the stream goes on after it. */
  eventSeq: number;
  templateText: string;
  /** Node positions of the deployed revision, keyed by node identity (`resource:web`). */
  layout: JsonMap;
  deletedAt: string | null;
}

export interface DeploymentView {
  id: string;
  resourceName: string | null;
  serverId: string;
  serverName: string | null;
  configId: string;
  configName: string;
  group: string;
  action: string;
  status: Status;
  statusReason: string;
  inputs: { name: string; type: string; value: Json }[];
  outputs: JsonMap;
  /** Exit code reported by the agent, null until then. */
  statusCode: number | null;
  run: number;
  /** It is what its server booted with, and runs with that alone. */
  boots: boolean;
  createdAt: string;
  /** When this run was asked for; the agent fetched it, started it, ended it; and its signal was judged. */
  queuedAt: string;
  deliveredAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  signalledAt: string | null;
}

/** A deployment in the list of all of a project. */
export interface DeploymentRowView extends DeploymentView {
  /** Of the library, whose text it runs. */
  version: { libraryId: string; name: string; number: number } | null;
  /** Its outermost stack, and whether that is a trial of a config; null: of a client of the API. */
  stack: { id: string; name: string; trial: boolean } | null;
  /** The operation that asked for it. */
  operation: { number: number; action: string; actor: string } | null;
  /** Its resource is gone; it is kept because it failed. */
  gone: boolean;
}

/** What the list of deployments is asked for. */
export interface DeploymentQuery {
  text: string;
  status: Status | null;
}

export interface DeploymentList {
  rows: DeploymentRowView[];
  /** There are more, older than these. */
  isCut: boolean;
}

/** An earlier run of a deployment: what there is to compare with. */
export type RunView = Pick<DeploymentView, 'configId' | 'action' | 'status' | 'statusReason' | 'inputs' | 'outputs' | 'statusCode' | 'createdAt' | 'startedAt' | 'finishedAt'> & {
  /** Who asked for the operation it ran in. */
  actor: string | null;
};

export interface LogChunk {
  /** Order of arrival within one run; the stream resumes after it. */
  seq: number;
  deploymentId: string;
  configId: string;
  stream: 'stdout' | 'stderr';
  text: string;
  at: string;
}

/** Frames of `GET /api/stacks/{id}/stream?after=N` (server-sent events; the SSE id is the event number). */
export type StackFrame =
  | { kind: 'event'; event: EventView }
  /** The stack's own row, its operations or its list of resources changed: header, progress, new rows. */
  | { kind: 'stack'; stack: StackSummary; operations: OperationView[]; resources: ResourceView[] }
  | { kind: 'deployment'; deployment: DeploymentView }
  | { kind: 'log'; chunk: LogChunk };

// --- plan preview ---------------------------------------------------------------------------------------------------

export type PlanDecision = 'create' | 'update' | 'replace' | 'delete' | 'keep';

export interface PlanEntry {
  name: string;
  type: string;
  decision: PlanDecision;
  /** In one sentence: why. "flavor changed, which needs a new server". */
  reason: string;
  /** Properties that differ; values masked where secret; `known: false` where only the deployment will tell. */
  changes: { property: string; before: Json; after: Json; known: boolean; replaces: boolean }[];
  requires: string[];
  /** What becomes of the thing outside when the resource is deleted or replaced. */
  whenDeleted: 'deleted' | 'retained' | 'snapshotted';
}

export interface PlanView {
  /** Identifies what was previewed; an operation that carries it is refused when the stack has moved since. */
  planId: string;
  entries: PlanEntry[];
  counts: Record<PlanDecision, number>;
}

/** How long an action usually takes, in milliseconds. */
export interface Expectation {
  type: string;
  /** Of this resource of the stack; null: of any of the type in the project. */
  name: string | null;
  action: 'CREATE' | 'UPDATE' | 'DELETE';
  /** How often it was done. */
  runs: number;
  median: number;
  p90: number;
}

/** Whether a name is free for a new stack. */
export interface NameAnswer {
  /** Of the stack that has it; null: nobody. */
  stackId: string | null;
  /** It, or the first like it that is free. */
  free: string;
}

/** How a plan compares with what its operation did. */
export interface PlanOutcome {
  /** How many the plan spoke of, or the operation touched. */
  resources: number;
  /** `planned` is null for what the plan did not name. */
  differing: { name: string; planned: PlanDecision | null; actual: PlanDecision }[];
}

/** An operation of the project that failed in the same way before. */
export interface SimilarFailure {
  operationId: string;
  stackId: string;
  stackName: string;
  number: number;
  action: Action;
  actor: string;
  reason: string;
  at: string;
}

// --- results of server actions --------------------------------------------------------------------------------------

/** Every server action answers so; nothing was changed when `ok` is false. */
export type ActionResult<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export interface Problem {
  /** Stable word: `validation`, `not_found`, `conflict`, `forbidden`, `too_large`... */
  code: string;
  message: string;
  /** With positions in the template or in the parameters (`path` starts with `parameters`). */
  diagnostics: Diagnostic[];
  /** Of a fault: the server's log has more under it. */
  requestId?: string;
}

/** A stack as it was, to go back to. */
export interface SnapshotView {
  id: string;
  name: string;
  status: Status;
  /** Null while it is being taken. */
  reason: string | null;
  /** Number of the revision that was deployed. */
  revision: number | null;
  resources: number;
  createdAt: string;
}

/** What is about to be deployed, in figures. */
export interface TemplateSummary {
  /** As the template has it: `2021-04-16`. */
  version: string;
  description: string;
  resources: number;
  outputs: number;
  files: number;
}

export interface ParameterField {
  name: string;
  type: 'string' | 'number' | 'comma_delimited_list' | 'json' | 'boolean';
  label: string;
  description: string;
  group: string | null;
  required: boolean;
  hidden: boolean;
  immutable: boolean;
  default: Json | undefined;
  constraints: JsonMap[];
  range?: TextRange;
}

export interface DraftView {
  id: string;
  projectId: string;
  name: string;
  text: string;
  files: Record<string, string>;
  environment: JsonMap;
  layout: JsonMap;
  version: number;
  /** The stack that deploying it updates. */
  stackId: string | null;
  /** Null also when that stack is gone. */
  stackName: string | null;
  updatedAt: string;
  updatedBy: string;
}

/** What people run on a machine so that it joins; works once, for so many minutes. */
export interface JoinCommand {
  command: string;
  /** The same, for a container on a machine that has Docker. */
  containerCommand: string;
  minutes: number;
}

/** A machine that was looked at over SSH. */
export interface SshHostFound {
  /** `SHA256:...` */
  hostKey: string;
  system: string;
  name: string;
  /** Whether the user is root. */
  root: boolean;
}
