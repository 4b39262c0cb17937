import type { Value } from './values';

/** Variables and functions by name, with those of the scopes around it. `$` and `$1` are one variable; unknown variables are null. */
export class Scope {
  private readonly parent: Scope | null;
  private readonly variables = new Map<string, Value>();
  private readonly functions = new Map<string, (values: Value[]) => Value>();

  constructor(parent: Scope | null) {
    this.parent = parent;
  }

  get(name: string): Value {
    const key = variableName(name);
    return this.find((scope) => scope.variables.get(key)) ?? null;
  }

  set(name: string, value: Value): void {
    this.variables.set(variableName(name), value);
  }

  define(name: string, body: (values: Value[]) => Value): void {
    this.functions.set(name, body);
  }

  definition(name: string): ((values: Value[]) => Value) | undefined {
    return this.find((scope) => scope.functions.get(name));
  }

  /** The innermost answer. */
  private find<T>(ask: (scope: Scope) => T | undefined): T | undefined {
    let found = ask(this);
    for (let scope = this.parent; scope !== null && found === undefined; scope = scope.parent) found = ask(scope);
    return found;
  }
}

function variableName(name: string): string {
  const bare = name.startsWith('$') ? name.slice(1) : name;
  return bare === '' ? '1' : bare;
}
