/** The vocabulary of software configuration: what is stored, what an agent reads, what a signal changes. */
import type { Json, JsonMap } from '@/lib/hot/types';

export interface InputDeclaration {
  name: string;
  description?: string | null;
  type?: string;
  default?: Json;
  replace_on_change?: boolean;
}

export interface OutputDeclaration {
  name: string;
  description?: string | null;
  type?: string;
  /** Its presence in a signal fails the deployment. */
  error_output?: boolean;
}

/** An input of a derived config: with its value. */
export interface DerivedInput extends InputDeclaration {
  type: string;
  value: Json;
}

/** A stored configuration; immutable. */
export interface StoredConfig {
  id: string;
  name: string;
  group: string;
  /** Text, or a map for structured configs. */
  config: Json;
  inputs: InputDeclaration[];
  outputs: OutputDeclaration[];
  options: JsonMap;
}

/** Values in a config that must never be shown; empty for most. */
export interface WithSecrets {
  secrets: readonly string[];
}

/** A stored configuration made for one run of one deployment. */
export interface DerivedConfig extends StoredConfig {
  inputs: DerivedInput[];
}

export type DeploymentAction = 'CREATE' | 'UPDATE' | 'DELETE' | 'SUSPEND' | 'RESUME';
export type DeploymentStatus = 'IN_PROGRESS' | 'COMPLETE' | 'FAILED';

export type SignalTransport = 'CFN_SIGNAL' | 'TEMP_URL_SIGNAL' | 'HEAT_SIGNAL' | 'NO_SIGNAL' | 'ZAQAR_SIGNAL';

/** Groups that are merged into a server's metadata and never run. */
export const PASSIVE_GROUPS: readonly string[] = ['Heat::Ungrouped', 'os-apply-config'];
