/** The calls of an expression that will be evaluated, what they refer to, and where they stand. */
import { UnknownValue } from '../error';
import { conditionValue } from '../functions/conditional';
import { type Call, compile, type Expression } from '../functions/expression';
import type { Scope } from '../functions/scope';
import type { DocumentPath, Json } from '../types';

/** `outputs.o.value[1].if` */
export function dotted(path: DocumentPath): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('');
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
    return [conditionValue(condition, scope, path) ? 1 : 2];
  } catch (fault) {
    if (fault instanceof UnknownValue) return [1, 2];
    throw fault;
  }
}

/** The resource a call refers to, where that can be told without evaluating. */
export function referenceTarget(call: Call, isParameter: (name: string) => boolean): string | null {
  const args = call.rawArgs;
  switch (call.name) {
    case 'get_resource':
      return typeof args === 'string' ? args : null;
    case 'Ref':
      return typeof args === 'string' && !isParameter(args) ? args : null;
    case 'get_attr':
    case 'Fn::GetAtt':
      return Array.isArray(args) && typeof args[0] === 'string' ? args[0] : null;
    default:
      return null;
  }
}
