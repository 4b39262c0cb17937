/** Which types a project can deploy: those that run here, as far as it has the connections that they run on. */
import type { Diagnostic, TypeSchema } from '@/lib/hot/types';
import type { StackPorts } from './ports';

export interface WhatRuns {
  /** Why a type cannot be deployed, as a sentence about it; null where it can, or where nothing is known of it. */
  missing(type: string): string | null;
}

const NAMES: Readonly<Record<string, string>> = { docker: 'a connection to a Docker Engine', openstack: 'a connection to an OpenStack cloud' };

/** `connected`: the kinds of connections that the project has. */
export function whatRuns({ registry, catalogue }: Pick<StackPorts, 'registry' | 'catalogue'>, connected: ReadonlySet<string>): WhatRuns {
  return {
    missing(name) {
      const type = registry.get(name);
      if (type === undefined) return catalogue.get(name) === undefined ? null : nothingRuns(name);
      const wanted = type.schema.connections.filter((kind) => !isHere(kind, connected));
      if (wanted.length < type.schema.connections.length || wanted.length === 0) return null;
      const kinds = wanted.map((kind) => NAMES[kind] ?? `a connection "${kind}"`).join(' or ');
      return `${name} needs ${kinds}, and this project has none. An administrator of the project adds one on the page Connections.`;
    },
  };
}

function isHere(kind: TypeSchema['connections'][number], connected: ReadonlySet<string>): boolean {
  return kind === 'builtin' || kind === 'sandbox' || connected.has(kind);
}

function nothingRuns(name: string): string {
  const needs = name.startsWith('OS::') || name.startsWith('AWS::') ? `${name} needs an OpenStack connection that runs it, and no connection does yet; the sandbox has no likeness of its service either.` : `nothing here runs ${name}.`;
  return `${needs} Remove the resource, or map its type to another one in the environment's resource_registry.`;
}

/** In Heat's words. */
export function unavailable(type: string): NonNullable<Diagnostic['heat']> {
  return { type: 'ResourceTypeUnavailable', message: `HEAT-E99001 Service is not available for resource type ${type}, reason: no connection of this project runs it.` };
}
