/** Outputs: references that lead nowhere, and secrets that would show. */
import type { BoundStack } from '../binding/bind';
import { heatFault, reachableCalls } from '../binding/calls';
import { HotError, UnknownValue } from '../error';
import { type Call, compile, evaluate, type Expression, ShapeError } from '../functions/expression';
import { type Scope, UNKNOWN_RESOURCES } from '../functions/scope';
import type { Json } from '../types';
import { own, pythonRepr, pythonText, pythonType } from '../values';
import type { Report } from '../validate';
import { writtenPlace } from './place';
import { checkCalls } from './properties';
import { SecretFlow } from './secrets';

/** The resource that an attribute is asked of; null where only the deployment will tell. */
function attributeOwner(call: Call, scope: Scope): Json {
  const raw = Array.isArray(call.rawArgs) ? (call.rawArgs[0] ?? null) : call.rawArgs;
  if (typeof raw !== 'object' || raw === null) return pythonText(raw);
  try {
    return evaluate(compile(raw, scope.functions, call.path), scope);
  } catch (fault) {
    if (fault instanceof UnknownValue || fault instanceof HotError) return null;
    throw fault;
  }
}

export function checkOutputs(stack: BoundStack, report: Report): void {
  const scope = stack.scope(UNKNOWN_RESOURCES);
  const secrets = new SecretFlow(stack, scope);
  for (const output of stack.outputs) {
    let expression: Expression;
    try {
      expression = stack.compiled.output(output.name);
      for (const call of reachableCalls(expression, scope)) {
        const isAttribute = call.name === 'get_attr' || call.name === 'Fn::GetAtt';
        // Of Ref is told with the other calls.
        const name = isAttribute ? attributeOwner(call, scope) : call.name === 'get_resource' ? call.rawArgs : null;
        if (isAttribute && typeof name === 'object' && name !== null) {
          report('expression', `"${call.name}" needs the name of a resource; found ${pythonRepr(name).slice(0, 80)}.`, call.path, { heat: { type: 'StackValidationFailed', message: `${writtenPlace(call.path, stack)}: unhashable type: '${pythonType(name)}'` } });
        } else if (typeof name === 'string' && own(stack.template.resources, name) === undefined) {
          report('reference-unknown', `"${name}" is not a resource of this template.`, call.path, { severity: isAttribute ? 'error' : 'warning', heat: { type: 'StackValidationFailed', message: `${writtenPlace(call.path, stack)}: The specified reference "${name}" (in unknown) is incorrect.` } });
        }
      }
    } catch (fault) {
      if (!(fault instanceof HotError)) throw fault;
      const text = fault instanceof ShapeError ? fault.text : fault.message;
      const path = fault instanceof ShapeError ? fault.path : ['outputs', output.name, 'value'];
      report('expression', `${text}.`, path, { heat: heatFault(fault, scope.functions) });
      continue;
    }
    secrets.check(output.name, expression, report);
    checkCalls(expression, stack, scope, report, 'warning');
  }
}
