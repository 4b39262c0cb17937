/** A definition in a form that can be stored and compared. */
import { HotError, UnknownValue } from '../error';
import { conditionValue } from '../functions/conditional';
import { compile, evaluatePart, type Expression, OMIT } from '../functions/expression';
import type { Scope } from '../functions/scope';
import type { Json, JsonMap, ResourceDefinition } from '../types';
import { setKey } from '../values';

/** Calls that can be evaluated without resources are; those that need one are kept as they are written, with what is inside them evaluated. */
export function frozenDefinition(definition: ResourceDefinition, type: string, part: (name: 'properties' | 'metadata' | 'updatePolicy') => Expression, scope: Scope): JsonMap {
  const freeze = (expression: Expression): Json => {
    const frozen = frozenPart(expression, scope);
    return frozen === OMIT ? null : frozen;
  };
  return {
    type,
    properties: freeze(part('properties')),
    metadata: freeze(part('metadata')),
    depends_on: [...definition.dependsOn].sort(),
    deletion_policy: definition.deletionPolicy,
    update_policy: freeze(part('updatePolicy')),
    ...(definition.externalId === undefined ? {} : { external_id: freeze(compile(definition.externalId, scope.functions)) }),
  };
}

function frozenPart(expression: Expression, scope: Scope): Json | typeof OMIT {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'list') return expression.items.map((item) => frozenPart(item, scope)).filter((item) => item !== OMIT);
  if (expression.kind === 'map') return frozenMap(expression.entries, scope);
  try {
    return evaluatePart(expression, scope);
  } catch (fault) {
    if (!(fault instanceof UnknownValue) && !(fault instanceof HotError)) throw fault;
  }
  if (expression.args !== null) {
    const args = frozenPart(expression.args, scope);
    return { [expression.name]: args === OMIT ? null : args };
  }
  const branches = Array.isArray(expression.rawArgs) ? expression.rawArgs : [];
  const branch = branches[conditionValue(branches[0] ?? null, scope, expression.path, [expression.name]) ? 1 : 2];
  return branch === undefined ? OMIT : frozenPart(compile(branch, scope.functions), scope);
}

function frozenMap(entries: [string, Expression][], scope: Scope): JsonMap {
  const map: JsonMap = {};
  for (const [key, entry] of entries) {
    const value = frozenPart(entry, scope);
    if (value !== OMIT) setKey(map, key, value);
  }
  return map;
}
