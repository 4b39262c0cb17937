/** Refusals of our use cases in Heat's words. Every refusal that reaches Heat's API passes here. */
import type { ActionResult, Problem } from '@/lib/wire/types';
import { HeatFault } from './fault';

/** What a refusal is about, for sentences that Heat words with the state of the stack. */
export interface Subject {
  name: string;
  /** `CREATE`, and `CREATE_COMPLETE`. */
  action: string;
  state: string;
}

/** The value, or the refusal as Heat's fault, thrown. */
export function granted<T>(result: ActionResult<T>, subject?: Subject): T {
  if (result.ok) return result.value;
  throw faultOf(result.problem, subject);
}

export function faultOf(problem: Problem, subject?: Subject): HeatFault {
  const worded = subject === undefined ? null : aboutStack(problem, subject);
  if (worded !== null) return worded;
  const errors = problem.diagnostics.filter(({ severity }) => severity === 'error');
  const heat = errors.find((diagnostic) => diagnostic.heat !== undefined)?.heat;
  if (heat !== undefined) return new HeatFault(heat.type, hasNoMessage(heat.type) ? null : heat.message);
  const message = errors[0]?.message ?? problem.message;
  switch (problem.code) {
    case 'no_snapshot':
      return new HeatFault('SnapshotNotFound', message);
    case 'not_found':
      return new HeatFault('NotFound', message);
    case 'conflict':
    case 'busy':
    case 'resource_busy':
    case 'moved':
      return new HeatFault('ActionInProgress', message);
    case 'forbidden':
    case 'protected':
      return new HeatFault('Forbidden', message);
    case 'too_large':
    case 'too_many':
      return new HeatFault('RequestLimitExceeded', message);
    case 'validation':
      return new HeatFault('StackValidationFailed', message);
    default:
      return new HeatFault('NotSupported', message);
  }
}

/** Exceptions of Python itself: Heat names them and says no more. */
function hasNoMessage(type: string): boolean {
  return type === 'AttributeError' || type === 'TypeError' || type === 'KeyError';
}

function aboutStack({ code }: Problem, { name, action, state }: Subject): HeatFault | null {
  switch (code) {
    case 'not_found':
      return new HeatFault('EntityNotFound', `The Stack (${name}) could not be found.`);
    case 'busy':
      return new HeatFault('ActionInProgress', `Stack ${name} already has an action (${action}) in progress.`);
    case 'suspended':
      return new HeatFault('NotSupported', 'Updating a stack when it is suspended is not supported.');
    case 'deleting':
      return new HeatFault('NotSupported', 'Updating a stack when it is deleting is not supported.');
    case 'nothing_to_cancel':
      return new HeatFault('NotSupported', `Cancelling update when stack is ${state} is not supported.`);
    default:
      return null;
  }
}
