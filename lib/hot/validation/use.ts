/** Things that nothing uses: probably left over, or a name that was mistyped elsewhere. */
import type { BoundStack } from '../binding/bind';
import { ShapeError } from '../functions/expression';
import { isMap } from '../json';
import type { Json } from '../types';
import { removeFix } from '../fixes';
import type { Report } from '../validate';
import { constantCondition } from './constant';

export function checkUse(stack: BoundStack, report: Report): void {
  const { template } = stack;
  const parameters = new Set<string>();
  const conditions = new Set<string>();
  const visit = (value: Json): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isMap(value)) {
      for (const [key, item] of Object.entries(value)) {
        const first = Array.isArray(item) ? item[0] : item;
        if ((key === 'get_param' || key === 'Ref') && typeof first === 'string') parameters.add(first);
        if ((key === 'if' || key === 'Fn::If') && typeof first === 'string') conditions.add(first);
        if (key === 'not' || key === 'and' || key === 'or' || key.startsWith('Fn::')) for (const name of Array.isArray(item) ? item : [item]) if (typeof name === 'string') conditions.add(name);
        visit(item);
      }
    }
  };
  for (const definition of Object.values(template.resources)) {
    visit([definition.properties, definition.metadata, definition.updatePolicy, definition.externalId ?? null, definition.deletionPolicyCall ?? null]);
    useCondition(definition.condition, conditions, visit);
  }
  for (const output of Object.values(template.outputs)) {
    visit(output.value);
    useCondition(output.condition, conditions, visit);
  }
  for (const condition of Object.values(template.conditions)) useCondition(condition, conditions, visit);
  const parameterNames = Object.keys(template.parameters);
  for (const name of parameterNames) {
    if (!parameters.has(name)) report('parameter-unused', `Nothing uses the parameter "${name}". Remove it, or use it with get_param.`, ['parameters', name], { severity: 'warning', fix: (parsed) => removeFix(parsed, ['parameters', name], parameterNames.length === 1) });
  }
  const conditionNames = Object.keys(template.conditions);
  for (const name of conditionNames) {
    if (!conditions.has(name)) report('condition-unused', `Nothing uses the condition "${name}".`, ['conditions', name], { severity: 'warning', fix: (parsed) => removeFix(parsed, ['conditions', name], conditionNames.length === 1) });
  }
}

/** What nobody asks for can be wrong without harm: Heat does not even look. Asked last, so that whoever does ask is told first. */
export function checkUnasked(stack: BoundStack, report: Report): void {
  for (const { name, fault } of stack.unaskedConditions()) {
    const [text, path] = fault instanceof ShapeError ? [fault.text, fault.path] : [fault.message, ['conditions', name]];
    report('expression', `${text}. No resource or output asks for this condition yet.`, path, { severity: 'warning' });
  }
}

/** Resources and outputs whose condition never holds. */
export function checkNever({ template }: BoundStack, report: Report): void {
  for (const [section, definitions] of [['resources', template.resources], ['outputs', template.outputs]] as const) {
    for (const { name, condition } of Object.values(definitions)) {
      if (condition === undefined || constantCondition(condition, template) !== false) continue;
      report('branch-unreachable', `"${name}" is never there: its condition is always false.`, [section, name, 'condition'], { severity: 'info' });
    }
  }
}

function useCondition(condition: Json | undefined, names: Set<string>, visit: (value: Json) => void): void {
  if (typeof condition === 'string') names.add(condition);
  else if (condition !== undefined) visit(condition);
}
