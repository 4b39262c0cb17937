/**
 * The port through which the engine touches the world: one implementation a resource type.
 *
 * Promises the engine gives to a handler:
 * - for `effects: 'external'`, the intent (row IN_PROGRESS with its idempotency key) is durable before the handler is called;
 * - at most one handler of a resource runs at a time, over all workers;
 * - after a crash the handler (or `recover`, when defined) is called again with the same `idempotencyKey` and the `data` that was
 *   last returned, so a handler must find what an earlier call with that key has made instead of making it twice.
 */
import type { Json, JsonMap, Template, TypeSchema } from '@/lib/hot/types';
import type { Action, Status } from './states';

/** A resource as handlers and attribute readers see it. Never mutated by them. */
export interface ResourceView {
  /** Row id (uuid); stable over updates, new for a replacement. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly physicalResourceId: string | null;
  readonly action: Action;
  readonly status: Status;
  /** Properties as last sent. */
  readonly properties: JsonMap;
  readonly metadata: JsonMap;
  /** Attribute values recorded by the handlers. */
  readonly attributes: JsonMap;
  /** The type's private memory. */
  readonly data: JsonMap;
}

export interface StackIdentity {
  readonly id: string;
  readonly name: string;
  readonly rootId: string;
  readonly projectId: string;
}

export interface ActionContext {
  readonly stack: StackIdentity;
  readonly resource: ResourceView;
  readonly operationId: string;
  /** Same for every call that belongs to one action on one resource, also after a crash. */
  readonly idempotencyKey: string;
  /** When this action started (not when this call started): deadlines count from here. */
  readonly startedAt: Date;
  readonly now: Date;
  /** `<stack>-<resource>-<12 characters>`, shortened to the type's name limit. */
  readonly physicalName: string;
  /** Values that must never be shown: whoever stores or sends them on seals or masks them. */
  readonly secrets: readonly string[];
  /** Resources of the same stack whose reference id is `refId` (a wait condition finds its handle so). */
  findByReferenceId(refId: Json): ResourceView | undefined;
  /** An operation of the root stack is under way or paused, or the stack is suspended: it cannot be updated now. */
  readonly busy: boolean;
  /** Aborted when the run loses its lease or the worker stops: give up quickly, the action will be recovered. */
  readonly signal: AbortSignal;
}

/** What a handler may change of its resource, whatever the outcome. */
export interface Recorded {
  physicalResourceId?: string | null;
  /** Replaces the whole private memory. */
  data?: JsonMap;
  attributes?: JsonMap;
  metadata?: JsonMap;
}

export interface WaitFor {
  /** Wake up when any signal for this stack arrives. */
  signal?: boolean;
  /** Wake up at this time. At least one of both must be given. */
  wakeAt?: Date;
  /** For people: "signal 1 of 3", "agent on web to run install". */
  what: string;
}

export type Outcome = Recorded &
  (
    | { kind: 'complete'; reason?: string }
    | { kind: 'waiting'; for: WaitFor }
    /** `errorType` is the exception class name Heat's clients know: `Error`, `ValueError`, `ResourceInError`... */
    | { kind: 'failed'; errorType: string; reason: string; retriable?: boolean }
    /** Only from `update`: this change needs a new resource. */
    | { kind: 'replace' }
  );

export type MaybePromise<T> = T | Promise<T>;

export interface PropertyChange {
  before: JsonMap;
  after: JsonMap;
  /** Names of the top-level properties that differ. */
  changed: readonly string[];
  metadataChanged: boolean;
}

export interface SignalOutcome extends Recorded {
  /** Text of the SIGNAL event after "Signal: ". Null: see `sent`. */
  reason: string | null;
  /** What came, where the type has no words of its own for it: the event says what that is. Absent beside `reason: null`: no event. */
  sent?: Json;
  /** Another resource of the stack is to have this private memory, and the stack is updated to the revision it is on. */
  redeploy?: { resourceId: string; data: JsonMap };
}

/** What the stack of a resource that is a stack of its own is made from. */
export interface ChildInput {
  readonly resource: ResourceView;
  /** Of the action under way. */
  readonly properties: JsonMap;
  /** As the template states it, parameters resolved. */
  readonly updatePolicy: JsonMap;
  /** The child stack as it is; empty before it is created. */
  readonly members: readonly ResourceView[];
  /** The child stack's address, as clients write it. */
  readonly arn: string;
  /**
   * `begin`: the operation has come to this resource. `next`: the stage before is through, and `resource.data` is what it answered. `resume`:
   * after a crash, `resource.data` is what the last call answered, and the answer must be the same. `plan`: nothing is made, and the answer is
   * what there will be in the end.
   */
  readonly stage: 'begin' | 'next' | 'resume' | 'plan';
  /** Of the operation; null while planning. */
  readonly timeoutSeconds: number | null;
  /** The child stack failed, or was left, in the middle of what was last done to it. */
  readonly interrupted: boolean;
  readonly findByReferenceId: (refId: Json) => ResourceView | undefined;
  /** A template among the files of the revision. */
  template(fileName: string): Template | null;
  /** Twelve random characters, for members without names. */
  newName(): string;
}

export type ChildStack =
  | {
      ok: true;
      template: Template;
      parameters: JsonMap;
      /** Replaces the whole private memory. */
      data?: JsonMap;
      /** When the child is all this, another stage follows: after so many milliseconds, the type is asked again. */
      more?: { pause: number };
    }
  | { ok: false; errorType: string; reason: string };

/** The resources of a child stack, for attributes that are made of theirs. */
export interface Members {
  /** Those in existence, oldest first. */
  list(): readonly ResourceView[];
  referenceId(name: string): Json;
  attribute(name: string, attribute: string, path: readonly Json[]): Json;
  attributes(name: string): JsonMap;
}

export interface ResourceType {
  readonly schema: TypeSchema;
  /**
   * `none`: the handlers touch nothing outside the database and may be repeated; the engine does not wait for the journal
   * before calling them. `external`: everything else.
   */
  readonly effects: 'none' | 'external';

  /** Checks beyond the schema, on resolved properties. Returns messages. */
  validate?(properties: JsonMap, resource: { name: string }): string[];

  create?(ctx: ActionContext, properties: JsonMap): MaybePromise<Outcome>;
  /** Absent: every change of a property replaces the resource. Called only for changes that are all update_allowed. */
  update?(ctx: ActionContext, change: PropertyChange): MaybePromise<Outcome>;
  delete?(ctx: ActionContext): MaybePromise<Outcome>;
  suspend?(ctx: ActionContext): MaybePromise<Outcome>;
  resume?(ctx: ActionContext): MaybePromise<Outcome>;
  /** Looks, and changes nothing: pages call it beside operations as well. */
  check?(ctx: ActionContext): MaybePromise<Outcome>;
  /** For a snapshot of the stack, and before a deletion whose policy asks for one. What it keeps is in `data`. */
  snapshot?(ctx: ActionContext): MaybePromise<Outcome>;
  /** Properties that make the resource anew from what a snapshot kept: `data` is that of then. */
  restore?(data: JsonMap): JsonMap;
  /** A snapshot is forgotten: what was kept for it outside is not needed any more. */
  forgetSnapshot?(data: JsonMap): MaybePromise<void>;

  /** Called after `waiting`, when its time came or a signal arrived. `properties` are those of the action under way. */
  poll?(ctx: ActionContext, action: Action, properties: JsonMap): MaybePromise<Outcome>;
  /** Called instead of the handler when an earlier worker died in it. Default: the handler again. */
  recover?(ctx: ActionContext, action: Action, properties: JsonMap): MaybePromise<Outcome>;
  /** The action under way is given up (rollback, stack timeout, delete): release what waits outside. */
  cancel?(ctx: ActionContext, action: Action): MaybePromise<void>;
  /**
   * A signal for this resource. Runs in the worker, before waiting resources are polled. `key` belongs to this signal: after a crash the same signal
   * comes again with the same key.
   */
  signal?(ctx: ActionContext, payload: Json, key: string): MaybePromise<SignalOutcome>;

  /**
   * Makes the resource a stack of its own, whose resources are part of the same run; then no other handler is called. Pure, apart from
   * `newName`. Its attributes are the child's outputs, beside `resource.<name>.<attribute>` and what `memberAttribute` adds.
   */
  nested?(input: ChildInput): ChildStack;
  /** Undefined: an attribute of the resource itself. */
  memberAttribute?(resource: ResourceView, members: Members, attribute: string, path: readonly Json[]): Json | undefined;

  /** True when this change needs a new resource although every changed property is update_allowed. */
  needsReplace?(change: PropertyChange): boolean;
  /** True: every update of its stack makes the resource anew, changed or not. */
  replacedByEveryUpdate?: boolean;
  /** True: every update of its stack updates the resource with these properties, changed or not. */
  updatedByEveryUpdate?(properties: JsonMap): boolean;
  /** True (default): a resource whose last action failed is replaced by the next update. */
  replaceWhenFailed?: boolean;
  /** What get_resource yields. Default: the physical id, else the name. */
  referenceId?(resource: ResourceView): Json;
  /** What get_attr yields before path selection. Default: `resource.attributes[name] ?? null`. Pure. */
  attribute?(resource: ResourceView, name: string): Json;
}

export interface ResourceTypeRegistry {
  /** The type that runs, or undefined where only its facts are known. */
  get(name: string): ResourceType | undefined;
}
