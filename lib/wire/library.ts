/** The shapes of the pages of software configs. */
import type { Json, JsonMap } from '../hot/types';
import type { DeploymentView } from './types';

export interface ConfigInput {
  name: string;
  type: string;
  description: string | null;
  /** null: none. */
  default: Json;
}

export interface ConfigOutput {
  name: string;
  type: string;
  description: string | null;
  /** Its presence in a signal fails the deployment. */
  errorOutput: boolean;
}

/** What a config says. `config` is text in the library; configs of templates may be maps. */
export interface ConfigContent {
  group: string;
  config: Json;
  inputs: ConfigInput[];
  outputs: ConfigOutput[];
  options: JsonMap;
}

/** A row of the page: a config of the library, or one that a stack or a client of the API has stored. */
export interface ConfigRowView {
  /** Of the library's config, or of the stored one. */
  id: string;
  origin: 'library' | 'stack' | 'api';
  name: string;
  group: string;
  tags: string[];
  inputs: number;
  outputs: number;
  /** Number of the newest version; null outside of the library. */
  version: number | null;
  /** The stack that made it. */
  stack: { id: string; name: string } | null;
  /** Who saved it last; null where nobody is known. */
  savedBy: string | null;
  savedAt: string;
  /** Stacks that have it now, and how the last deployment of it ended: the stack and the deployment are null for one of a client of the API. */
  uses: { stacks: number; last: ConfigLastRun | null };
}

export interface ConfigLastRun {
  action: string;
  status: DeploymentView['status'];
  at: string;
  stackId: string | null;
  deploymentId: string;
}

export interface LibraryVersionView extends ConfigContent {
  /** The id templates and clients use it by. */
  configId: string;
  number: number;
  message: string;
  savedBy: string;
  savedAt: string;
}

/** A config of the library with all its versions, newest first. */
export interface LibraryConfigView {
  id: string;
  name: string;
  tags: string[];
  versions: LibraryVersionView[];
}

/** A config that a stack or a client stored: shown, tried, kept in the library by saving a copy, and never changed. */
export interface StoredConfigView extends ConfigContent {
  id: string;
  name: string;
  origin: 'stack' | 'api';
  stack: { id: string; name: string } | null;
  createdAt: string;
}

/** One use of a config: a stack that has it, what deploys it there, and the server it is deployed to. */
export interface ConfigUseView {
  /** The version that is used; null outside of the library. */
  version: number | null;
  /** null: a deployment of a client of the API. */
  stack: { id: string; name: string } | null;
  /** The resource that holds the text; null where the version itself is used, by its id. */
  resource: string | null;
  /** null: it is in the stack, and deployed nowhere. Its id is null until it has run. */
  deployment: { id: string | null; name: string | null; action: string; status: DeploymentView['status'] } | null;
  server: { id: string; name: string } | null;
}

/** Stacks with this tag are trials of the library: they are not listed with the others. */
export const TRIAL_TAG = 'hearth:trial';
