/** Stacks within stacks: what a child is made from, how it is called, and how its failures are told. Pure. */
import { bindStack, type BoundStack, childEnvironment, type Environment } from '@/lib/hot';
import type { JsonMap, Template, TypeCatalogue } from '@/lib/hot/types';
import { shortId } from './names';
import { type Policies, policiesOf } from './policies';
import type { ChildStack, ResourceView } from './resource-type';

/** What every stack of a revision's tree is bound with. */
export interface Sources {
  files: Readonly<Record<string, string>>;
  environment: Environment;
  /** Values of secrets for hidden parameters of nested templates: beside the environment, which is shown to people. */
  secretDefaults?: JsonMap;
  catalogue: TypeCatalogue;
  /** A template among the files, parsed once. */
  template(fileName: string): Template | null;
}

/** One stack of a revision, ready to be deployed. */
export interface Target {
  bound: BoundStack;
  policies: Policies;
  sources: Sources;
}

export interface Identity {
  id: string;
  name: string;
  projectId: string;
}

export const DEEPEST = 5;
export const MOST_RESOURCES = 1_000;

/** `<parent>-<resource>-<12 characters>`, whatever its length: names of nested stacks are exempt from the limit. */
export function childName(parentName: string, resource: Pick<ResourceView, 'id' | 'name'>): string {
  return `${parentName}-${resource.name}-${shortId(resource.id)}`;
}

export function arnOf({ id, name, projectId }: Identity): string {
  return `arn:openstack:heat::${projectId}:stacks/${name}/${id}`;
}

/** The child as its resource describes it. Values of the environment's `parameters` are for the root alone; defaults and types are for all. */
export function bindChild(
  sources: Sources,
  child: Extract<ChildStack, { ok: true }>,
  /** `declaredType` as its template writes it: that of a type for which the environment has a template. */
  owner: { name: string; declaredType: string; definition: JsonMap; metadata: JsonMap },
  identity: Identity,
  /** While planning: parameters without a value are unknown, and so is what hangs on them. */
  lenient = false,
): { ok: true; target: Target } | { ok: false; reason: string } {
  const environment = childEnvironment(sources.environment, owner.name, owner.declaredType);
  const { stack, diagnostics } = bindStack({
    template: child.template, files: sources.files, environment: withDefaults(environment, sources.secretDefaults), parameters: child.parameters, catalogue: sources.catalogue, lenient,
    nested: (name) => sources.template(name), pseudo: { stackName: identity.name, stackId: identity.id, projectId: identity.projectId },
    facade: {
      metadata: () => owner.metadata,
      deletionPolicy: () => owner.definition['deletion_policy'] ?? 'Delete',
      updatePolicy: () => owner.definition['update_policy'] ?? {},
    },
  });
  if (stack === null) {
    return { ok: false, reason: diagnostics.filter((problem) => problem.severity === 'error').map((problem) => problem.message).join('; ') };
  }
  return { ok: true, target: { bound: stack, policies: policiesOf({ resource_registry: environment.resourceRegistry }), sources: { ...sources, environment } } };
}

/** With these in front of the environment's own defaults. */
export function withDefaults(environment: Environment, defaults: JsonMap = {}): Environment {
  return Object.keys(defaults).length === 0 ? environment : { ...environment, parameterDefaults: { ...environment.parameterDefaults, ...defaults } };
}

/** `ValueError: resources.n: text` within the child of x is `ValueError: resources.x.resources.n: text` to its parent. */
export function chainReason(name: string, reason: string): string {
  const [, errorType, path] = /^([\w.]+): (resources\..*)$/s.exec(reason) ?? [];
  return errorType === undefined || path === undefined ? `Error: resources.${name}: ${reason}` : `${errorType}: resources.${name}.${path}`;
}
