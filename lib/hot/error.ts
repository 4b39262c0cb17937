/**
 * The one exception of the language. `type` is the class name Heat's clients know (`ValueError`, `StackValidationFailed`, ...),
 * `message` Heat's own text where Heat has one. Whatever else is thrown out of lib/hot is a bug.
 */
export class HotError extends Error {
  override readonly name = 'HotError';
  readonly type: string;
  /** Found before anything is evaluated (`validate`) or only with the values at hand (`resolve`). */
  readonly stage: 'validate' | 'resolve';

  constructor(type: string, message: string, stage: 'validate' | 'resolve' = 'resolve') {
    super(message);
    this.type = type;
    this.stage = stage;
  }
}

/** Only the deployment will tell this value: thrown by resolvers while planning. */
export class UnknownValue extends Error {
  override readonly name = 'UnknownValue';

  /** An answer more than a fault, given for every property that waits for something: where it was given costs more to find out than all the rest. */
  constructor(message: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A deeper nesting than any template needs; keeps recursive code from running out of stack. */
export const MAX_DEPTH = 200;
