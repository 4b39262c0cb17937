/** The calls of an expression that will be evaluated, what they refer to, and where they stand. */
import { HotError, UnknownValue } from '../error';
import { conditionValue } from '../functions/conditional';
import { type Call, compile, evaluate, type Expression, type FunctionTable, ShapeError } from '../functions/expression';
import type { Scope } from '../functions/scope';
import type { DocumentPath, Json } from '../types';
import { pythonText } from '../values';

/** `outputs.o.value[1].if`, as Heat calls a place: which branch of an `if` it is, where that is a function, is not told. */
export function dotted(path: DocumentPath, functions?: FunctionTable): string {
  return path.filter((step, index) => typeof step !== 'number' || !isMacro(path[index - 1], functions)).map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('');
}

function isMacro(step: string | number | undefined, functions: FunctionTable | undefined): boolean {
  return typeof step === 'string' && functions?.get(step)?.macro !== undefined;
}

/** What Heat says of a fault: where it is, and what. Circles of conditions and the like have no place. */
export function heatFault(fault: HotError, functions: FunctionTable): { type: string; message: string } {
  const placed = fault instanceof ShapeError && !fault.text.startsWith('Condition validation error');
  return { type: fault.type, message: placed ? `${dotted(fault.heatPath, functions)}: ${fault.text}` : fault.message };
}

/** Calls outside the branches of `if` that are not taken. */
export function* reachableCalls(expression: Expression, scope: Scope): Generator<Call> {
  switch (expression.kind) {
    case 'literal':
      return;
    case 'list':
      for (const item of expression.items) yield* reachableCalls(item, scope);
      return;
    case 'map':
      for (const [, entry] of expression.entries) yield* reachableCalls(entry, scope);
      return;
    case 'call':
      yield expression;
      if (expression.args !== null) yield* reachableCalls(expression.args, scope);
      else {
        const branches = Array.isArray(expression.rawArgs) ? expression.rawArgs : [];
        for (const index of takenBranches(branches[0] ?? null, scope, expression.path)) {
          const branch = branches[index];
          if (branch !== undefined) yield* reachableCalls(compile(branch, scope.functions, [...expression.path, index]), scope);
        }
      }
  }
}

/** Both, where nobody can tell yet which it will be. */
function takenBranches(condition: Json, scope: Scope, path: DocumentPath): number[] {
  try {
    return [conditionValue(condition, scope, path, path.slice(-1)) ? 1 : 2];
  } catch (fault) {
    if (fault instanceof UnknownValue) return [1, 2];
    throw fault;
  }
}

/** What is neither a list nor a map is looked for as text. */
function named(value: Json): string | null {
  return typeof value === 'object' && value !== null ? null : pythonText(value);
}

/** The resource a call refers to by a name that functions make; null where only the deployment will tell, or the name is none. */
export function computedTarget(call: Call, scope: Scope): string | null {
  const { args } = call;
  if (!REFERENCES.has(call.name) || args === null || args.kind === 'literal') return null;
  const name = args.kind === 'list' ? args.items[0] : args;
  if (name === undefined || name.kind === 'literal') return null;
  try {
    return named(evaluate(name, scope));
  } catch (fault) {
    if (fault instanceof UnknownValue || fault instanceof HotError) return null;
    throw fault;
  }
}

const REFERENCES: ReadonlySet<string> = new Set(['get_resource', 'get_attr', 'Fn::GetAtt']);

/** The resource a call refers to, where that can be told without evaluating. */
export function referenceTarget(call: Call, isParameter: (name: string) => boolean): string | null {
  const args = call.rawArgs;
  switch (call.name) {
    case 'get_resource':
      return named(args);
    case 'Ref':
      return typeof args === 'string' && !isParameter(args) ? args : null;
    case 'get_attr':
    case 'Fn::GetAtt':
      // The call has its form already: a text is the name of a resource, of one letter.
      if (typeof args === 'string') return args;
      return Array.isArray(args) ? named(args[0] ?? null) : null;
    default:
      return null;
  }
}
