/** Breakpoints: hooks of the environment at which the engine stops before it touches a resource, until somebody lets it go on. */
import type { Json, JsonMap } from '@/lib/hot/types';

const HOOKS: Json = ['pre-create', 'pre-update'];

const mapOf = (value: Json | undefined): JsonMap => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});

/** Names of the resources that have one. */
export function breakpointsOf(environment: JsonMap): ReadonlySet<string> {
  const resources = mapOf(mapOf(environment.resource_registry).resources);
  return new Set(Object.entries(resources).flatMap(([name, value]) => { const { hooks } = mapOf(value); return typeof hooks === 'string' || (Array.isArray(hooks) && hooks.length > 0) ? [name] : []; }));
}

/** The environment with a breakpoint at a resource, or without the one it has; whatever else it says of it stays. */
export function toggledBreakpoint(environment: JsonMap, name: string): JsonMap {
  const registry = mapOf(environment.resource_registry);
  const resources = mapOf(registry.resources);
  const { hooks: _, ...rest } = mapOf(resources[name]);
  const { [name]: __, ...others } = resources;
  const next = breakpointsOf(environment).has(name) ? (Object.keys(rest).length > 0 ? { ...others, [name]: rest } : others) : { ...others, [name]: { ...rest, hooks: HOOKS } };
  const { resources: ___, ...types } = registry;
  const nextRegistry: JsonMap = Object.keys(next).length > 0 ? { ...types, resources: next } : types;
  const { resource_registry: ____, ...sections } = environment;
  return Object.keys(nextRegistry).length > 0 ? { ...sections, resource_registry: nextRegistry } : sections;
}
