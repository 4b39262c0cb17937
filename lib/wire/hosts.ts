/** The shapes of the pages of hosts. */
import type { Action, Status } from '../engine/states';
import type { JsonMap } from '../hot/types';
import type { DeploymentView } from './types';

export interface ServerView {
  id: string;
  name: string;
  /** sandbox: a server of a stack, here; deployed: a server of a stack, elsewhere; joined: a machine that people have joined; ssh: a host of a connection. */
  kind: string;
  state: string;
  /** What its agent said about the machine. */
  system: string | null;
  /** The stack that made it; null for a joined machine. */
  stack: { id: string; name: string } | null;
  /** Runs that it has not reported yet, and how the last one that it has ended. */
  openRuns: number;
  lastRun: { status: string; finishedAt: string } | null;
  /** Why it does not answer over SSH; null for hosts that do, and for all others. */
  problem: string | null;
  /** Since when its token is in use. */
  tokenAt: string | null;
  /** Since when its token is void: nothing runs there until a machine joins as it again. */
  revokedAt: string | null;
  /** What its agent says it is; null while none of Hearth's own has asked for work. */
  agent: { version: string; newest: string } | null;
  /** Words by which people and templates find it. */
  labels: string[];
  lastSeenAt: string | null;
  /** Hearth itself put the agent there, and can do so again. */
  overSsh: boolean;
}

/** What was deployed to a host, for which stack; null: for a client of the API. */
export interface HostDeploymentView extends DeploymentView {
  stack: { id: string; name: string } | null;
}

/** A stack that has something on a host now. */
export interface HostStackView {
  id: string;
  name: string;
  action: Action;
  status: Status;
  deployments: number;
}

export interface HostView extends ServerView {
  address: string | null;
  directory: string | null;
  createdAt: string;
  /** The connection over which it is reached. */
  connection: string | null;
  /** The latest, newest first. */
  deployments: HostDeploymentView[];
  /** There are more than these. */
  isCut: boolean;
  stacks: HostStackView[];
}

/** One thing that a self-test looks at. */
export interface HostCheck {
  id: string;
  group: 'connection' | 'machine' | 'tools';
  label: string;
  /** `absent`: a tool that is not there, which is no fault; `skipped`: the test ended before it came to this. */
  state: 'waiting' | 'running' | 'good' | 'warning' | 'failed' | 'absent' | 'skipped';
  /** What was found, in words; '' for nothing yet. */
  value: string;
  /** What follows from it, or what to do. */
  hint: string | null;
  /** Of a tool: groups of configurations that need it. */
  groups?: readonly string[];
}

/** The self-test of a host that is under way, else the last one. */
export interface HostTestView {
  state: 'running' | 'passed' | 'failed' | 'cancelled';
  startedBy: string;
  createdAt: string;
  finishedAt: string | null;
  /** Runs that the host has to do first. */
  before: number;
  /** Why it failed, or who cancelled it. */
  reason: string | null;
  checks: HostCheck[];
}

/** What a host is to have, as its agent reads it. */
export interface HostMetadataView {
  /** Secrets masked. */
  document: JsonMap;
  /** Of the document: deployments, in the order in which an agent takes them; whether each was done. */
  deployments: { id: string; name: string; group: string; done: boolean }[];
}
