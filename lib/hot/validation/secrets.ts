/** Secrets on their way into outputs: hidden parameters, also through resources that show what they were given, and keys that resources make. */
import type { BoundStack } from '../binding/bind';
import { reachableCalls } from '../binding/calls';
import { HotError } from '../error';
import type { Call, Expression } from '../functions/expression';
import type { Scope } from '../functions/scope';
import type { DocumentPath } from '../types';
import { own } from '../values';
import type { Report } from '../validate';

/** Attributes that hold a key or password of the resource's own making. */
const KEYS = new Set(['private_key', 'secret_access_key', 'SecretAccessKey', 'password', 'adminPass', 'admin_pass', 'secret']);

/** Attributes that show all of a resource's properties. */
const EVERYTHING = new Set(['show', 'properties', 'user_data']);

/** What is secret in a call, in words; null when nothing is. */
type Secret = string | null;

export class SecretFlow {
  private readonly stack: BoundStack;
  private readonly scope: Scope;
  /** By resource, the properties that carry a secret, with what it is. */
  private readonly tainted = new Map<string, Map<string, string>>();

  constructor(stack: BoundStack, scope: Scope) {
    this.stack = stack;
    this.scope = scope;
    if (!this.anySecret()) return;
    // Once for every step that a secret can take from resource to resource; what is reached no more ends it.
    for (let round = 0; round < stack.resources.size && this.spread(); round += 1);
  }

  /** Warns where the expression of an output shows a secret to everybody who may see the stack. */
  check(output: string, expression: Expression, report: Report): void {
    for (const call of this.calls(expression)) {
      const secret = this.secretOf(call);
      if (secret !== null) report('secret-in-output', `The output "${output}" shows ${secret} to everybody who may see the stack.`, call.path, { severity: 'warning' });
    }
  }

  private anySecret(): boolean {
    return Object.values(this.stack.template.parameters).some(({ hidden }) => hidden);
  }

  /** True when a property was found that was not known to carry a secret. */
  private spread(): boolean {
    let found = false;
    for (const { name } of this.stack.resources.values()) {
      for (const call of this.calls(this.properties(name))) {
        const property = propertyOf(call.path);
        const secret = property === null ? null : this.secretOf(call);
        if (property === null || secret === null || this.tainted.get(name)?.has(property)) continue;
        const known = this.tainted.get(name) ?? new Map<string, string>();
        known.set(property, secret);
        this.tainted.set(name, known);
        found = true;
      }
    }
    return found;
  }

  private secretOf(call: Call): Secret {
    const [name, attribute] = Array.isArray(call.rawArgs) ? call.rawArgs : [call.rawArgs];
    if (typeof name !== 'string') return null;
    if (call.name === 'get_param' || call.name === 'Ref') return own(this.stack.template.parameters, name)?.hidden ? `the hidden parameter "${name}"` : null;
    if ((call.name !== 'get_attr' && call.name !== 'Fn::GetAtt') || typeof attribute !== 'string') return null;
    const resource = this.stack.resources.get(name);
    if (resource === undefined) return null;
    if (KEYS.has(attribute) && own(resource.schema.attributes, attribute) !== undefined) return `"${attribute}" of "${name}", a secret,`;
    const carried = this.tainted.get(name);
    const secret = carried?.get(attribute) ?? (EVERYTHING.has(attribute) ? [...(carried?.values() ?? [])][0] : undefined);
    return secret === undefined ? null : `${secret.replace(/, by way of .*$/, '')}, by way of "${name}",`;
  }

  private properties(name: string): Expression | null {
    try {
      return this.stack.compiled.properties(name);
    } catch (fault) {
      // Binding has reported it.
      if (fault instanceof HotError) return null;
      throw fault;
    }
  }

  private calls(expression: Expression | null): Call[] {
    if (expression === null) return [];
    try {
      return [...reachableCalls(expression, this.scope)];
    } catch (fault) {
      if (fault instanceof HotError) return [];
      throw fault;
    }
  }
}

/** `resources.web.properties.user_data.…`: the property that a call stands in. */
function propertyOf([, , , property]: DocumentPath): string | null {
  return property === undefined ? null : String(property);
}
