/** The shapes of environments and secrets that people keep for several stacks. */
import type { Json, JsonMap } from '../hot/types';

/** A place in an environment's `parameters` or `parameter_defaults` that takes its value from a secret: `{get_secret: name}`. */
export const SECRET_HANDLE = 'get_secret';

/** The name of the secret that a value stands for; null for any other value. */
export function secretHandle(value: Json | undefined): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const [key, ...more] = Object.keys(value);
  const name = value[SECRET_HANDLE];
  return key === SECRET_HANDLE && more.length === 0 && typeof name === 'string' ? name : null;
}

/** An environment to deploy with. Without a number, the newest version. */
export interface LayerRef {
  id: string;
  number?: number | null;
}

/** Where a template is taken from to try environments with it. */
export interface TemplateRef {
  kind: 'stack' | 'draft';
  id: string;
}

/** A version of an environment or a secret that a revision was deployed with. */
export interface UsedLayer {
  id: string;
  name: string;
  number: number;
}

/** What the environment of a revision was made of. */
export interface RevisionLayers {
  environments: UsedLayer[];
  secrets: UsedLayer[];
  /** The environment that was given beside them. */
  own: JsonMap;
}

export interface EnvironmentRow {
  id: string;
  name: string;
  description: string;
  /** Number of the newest version, and its text. */
  version: number;
  text: string;
  savedBy: string;
  savedAt: string;
  /** Stacks that are deployed with it. */
  usedBy: number;
  /** Entries of its sections. */
  counts: { parameters: number; defaults: number; mappings: number };
}

export interface EnvironmentVersionView {
  number: number;
  text: string;
  message: string;
  savedBy: string;
  savedAt: string;
}

export interface EnvironmentView {
  id: string;
  name: string;
  description: string;
  /** Newest first. */
  versions: EnvironmentVersionView[];
  usedBy: UseView[];
}

/** A stack that is deployed with an environment or a secret, and the version it has of it. */
export interface UseView {
  stackId: string;
  stackName: string;
  number: number;
}

/** Never its value. */
export interface SecretRow {
  id: string;
  name: string;
  description: string;
  version: number;
  rotatedBy: string;
  rotatedAt: string;
  /** The day (`2026-12-31`) by which it should have another value. */
  rotateBy: string | null;
  /** When an operation last read it. */
  readAt: string | null;
  usedBy: UseView[];
  /** Environments whose newest version names it. */
  namedIn: string[];
}

/** Where a parameter's final value comes from. */
export interface EffectiveValue {
  name: string;
  hidden: boolean;
  /** Null where it is hidden or missing. */
  value: Json;
  /** The environment that wins; `default` of the template, or null when there is no value. */
  from: string | null;
  /** Every place that has a value, the weakest first. */
  candidates: { from: string; value: Json; section: 'default' | 'parameter_defaults' | 'parameters' }[];
  why: string;
}

export interface EffectiveView {
  parameters: EffectiveValue[];
  /** Parameters of environments that the template does not declare. */
  unknown: { name: string; from: string }[];
  registry: { pattern: string; target: string; from: string; matches: string[] }[];
  problems: string[];
}

/** A mapping of a registry, and what it comes to. */
export interface MappingView {
  /** The key of its row, and of an override of single resources the pattern of their names. */
  pattern: string;
  resources: string | null;
  /** `family`: each type that begins so stands for the one of another beginning, with the same ending. `unknown`: no type and no template of that name is here. */
  kind: 'type' | 'template' | 'family' | 'unknown';
  /** After all mappings that follow on each other. */
  target: string;
  /** Types of the template it was tried with, what each stands for, and the resources that have it; null without a template. */
  matches: { type: string; to: string; resources: string[] }[] | null;
  /** The file is not among those of the template. */
  fileMissing: boolean;
}

/** One thing that somebody did. */
export interface ActivityView {
  id: string;
  at: string;
  actor: string;
  action: string;
  kind: string;
  subjectId: string | null;
  subjectName: string;
  detail: string;
  /** Of an operation of a stack. */
  status: string | null;
}
