/** What nothing here can run inside nested templates and groups, told at the resource of the root that leads there. */
import { bindStack, type BoundResource, type BoundStack, type Environment, isTemplateName, parseTemplate, resolveType } from '@/lib/hot';
import { isMap } from '@/lib/hot/json';
import { nestedTemplates } from '@/lib/hot/validate';
import type { Diagnostic, Json, JsonMap } from '@/lib/hot/types';
import { DEEPEST } from '@/lib/engine/children';
import type { StackPorts } from './ports';
import { unavailable, type WhatRuns } from './what-runs';

type Types = Pick<StackPorts, 'registry' | 'catalogue'>;

export interface NestedSource {
  files: Record<string, string>;
  environment: Environment;
}

type Report = (code: string, message: string, heat?: Diagnostic['heat']) => void;

/** Every file is looked at once for each resource of the root that leads to it, at most as deep as stacks may be. */
export function nestedProblems(ports: Types, what: WhatRuns, bound: BoundStack, source: NestedSource, at: (resource: BoundResource) => Pick<Diagnostic, 'path' | 'range'>): Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const resource of bound.resources.values()) {
    const report: Report = (code, message, heat) => problems.push({ code, severity: 'error', message, ...at(resource), ...(heat ? { heat } : {}) });
    new Walk(ports, what, source, report).into(resource, resource.name, 1);
  }
  return problems;
}

class Walk {
  private readonly ports: Types;
  private readonly what: WhatRuns;
  private readonly source: NestedSource;
  private readonly report: Report;
  private readonly seen = new Set<string>();

  constructor(ports: Types, what: WhatRuns, source: NestedSource, report: Report) {
    this.ports = ports;
    this.what = what;
    this.source = source;
    this.report = report;
  }

  into(resource: BoundResource, where: string, depth: number): void {
    if (depth > DEEPEST) return;
    if (resource.templateFile !== null) this.file(resource.templateFile, where, depth);
    else for (const type of memberTypes(resource)) this.member(type, where, depth);
  }

  /** What is wrong in the file itself, the validation of the root has told. */
  private file(name: string, where: string, depth: number): void {
    if (this.seen.has(name)) return;
    this.seen.add(name);
    const { files, environment } = this.source;
    const { template } = parseTemplate(files[name] ?? '');
    if (template === null) return;
    const { stack } = bindStack({
      template, files, environment: { ...environment, parameters: {} }, catalogue: this.ports.catalogue, parameters: {}, lenient: true, nested: nestedTemplates(files),
      pseudo: { stackName: 'nested', stackId: null, projectId: '' },
    });
    for (const resource of stack?.resources.values() ?? []) {
      this.runs(resource.type, `${where}<${name}>.${resource.name}`);
      this.into(resource, `${where}<${name}>.${resource.name}`, depth + 1);
    }
  }

  private member(type: string, where: string, depth: number): void {
    const { catalogue } = this.ports;
    const resolved = resolveType(this.source.environment.resourceRegistry, type, '0', (name) => catalogue.get(name) !== undefined);
    if (resolved.kind === 'type') this.runs(resolved.name, where);
    else this.file(resolved.name, where, depth + 1);
  }

  private runs(type: string, where: string): void {
    const missing = this.what.missing(type);
    if (missing !== null) this.report('no-connection', `In ${where}: ${missing}`, unavailable(type));
  }
}

/** Types that a group names as plain text; those that come out of functions show when it is deployed. */
function memberTypes({ type, definition }: BoundResource): string[] {
  const properties = isMap(definition.properties) ? definition.properties : {};
  switch (type) {
    case 'OS::Heat::ResourceGroup':
      return typeIn(properties['resource_def']);
    case 'OS::Heat::AutoScalingGroup':
      return typeIn(properties['resource']);
    case 'OS::Heat::ResourceChain': {
      const list: Json[] = Array.isArray(properties['resources']) ? properties['resources'] : [];
      return list.filter((item) => typeof item === 'string');
    }
    default:
      return [];
  }
}

function typeIn(definition: Json | undefined): string[] {
  const map: JsonMap = isMap(definition) ? definition : {};
  const { type } = map;
  return typeof type === 'string' && (type.includes('::') || isTemplateName(type)) ? [type] : [];
}
