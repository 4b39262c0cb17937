/** Outputs: references that lead nowhere, and secrets that would show. */
import type { BoundStack } from '../binding/bind';
import { dotted, reachableCalls, referenceTarget } from '../binding/calls';
import { HotError } from '../error';
import { type Expression, ShapeError } from '../functions/expression';
import { UNKNOWN_RESOURCES } from '../functions/scope';
import { own } from '../values';
import type { Report } from '../validate';
import { checkCalls } from './properties';
import { SecretFlow } from './secrets';

export function checkOutputs(stack: BoundStack, report: Report): void {
  const scope = stack.scope(UNKNOWN_RESOURCES);
  const secrets = new SecretFlow(stack, scope);
  for (const output of stack.outputs) {
    let expression: Expression;
    try {
      expression = stack.compiled.output(output.name);
      for (const call of reachableCalls(expression, scope)) {
        const name = call.name === 'get_attr' || call.name === 'get_resource' ? (Array.isArray(call.rawArgs) ? call.rawArgs[0] : call.rawArgs) : referenceTarget(call, scope.hasParameter);
        if (typeof name === 'string' && own(stack.template.resources, name) === undefined) {
          const isAttribute = call.name === 'get_attr' || call.name === 'Fn::GetAtt';
          report('reference-unknown', `"${name}" is not a resource of this template.`, call.path, { severity: isAttribute ? 'error' : 'warning', heat: { type: 'StackValidationFailed', message: `${dotted(call.path)}: The specified reference "${name}" (in unknown) is incorrect.` } });
        }
      }
    } catch (fault) {
      if (!(fault instanceof HotError)) throw fault;
      const text = fault instanceof ShapeError ? fault.text : fault.message;
      const path = fault instanceof ShapeError ? fault.path : ['outputs', output.name, 'value'];
      report('expression', `${text}.`, path, { heat: { type: fault.type, message: fault instanceof ShapeError ? `${dotted(fault.heatPath)}: ${text}` : text } });
      continue;
    }
    secrets.check(output.name, expression, report);
    checkCalls(expression, stack, scope, report, 'warning');
  }
}
