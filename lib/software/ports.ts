/** What software configuration needs of the world. Implemented in lib/store and put together in lib/resources/assembly. */
import type { Json, JsonMap } from '@/lib/hot/types';
import type { DeploymentAction, DeploymentStatus, DerivedConfig, OutputDeclaration, StoredConfig, WithSecrets } from './types';

export interface ConfigStore {
  /** Storing the same id again changes nothing. */
  save(projectId: string, config: StoredConfig & WithSecrets): Promise<void>;
  find(projectId: string, id: string): Promise<(StoredConfig & WithSecrets) | null>;
  remove(id: string): Promise<void>;
}

export interface DeploymentRecord {
  id: string;
  projectId: string;
  stackId: string;
  rootId: string;
  resourceId: string;
  resourceName: string;
  serverId: string;
  action: DeploymentAction;
  status: DeploymentStatus;
  statusReason: string;
  inputValues: JsonMap;
}

export interface DeploymentStore {
  /**
   * Gives the server a run to do: stores the derived config, points the record at it, drops the one before, and tells the agent. Doing it again
   * with the same derived config changes nothing.
   */
  begin(record: DeploymentRecord, config: DerivedConfig & WithSecrets): Promise<void>;
  /** The outcome of that run. Ignored when the record has moved on to another one. */
  close(id: string, configId: string, status: DeploymentStatus, statusReason: string, outputs: JsonMap): Promise<void>;
  /** Nothing of an unfinished run is handed out any more. */
  cancel(id: string, statusReason: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface ServerRecord {
  id: string;
  projectId: string;
  stackId: string;
  resourceId: string;
  name: string;
  kind: string;
  tokenHash: string;
  directory: string | null;
  /** Through which its agent is started; none for most kinds. */
  connectionId?: string;
  address: string | null;
  metadata: JsonMap;
}

export interface KnownServer {
  id: string;
  projectId: string;
  name: string;
  kind: string;
  state: string;
  directory: string | null;
  connectionId: string | null;
  address: string | null;
  resourceId: string | null;
  deletedAt: Date | null;
  /** Of the settings of its connection: another one when they were changed. */
  version: string | null;
}

export interface ServerStore {
  save(server: ServerRecord): Promise<void>;
  find(id: string): Promise<KnownServer | null>;
  /** Servers of a kind that exist and are not stopped. */
  live(kind: string): Promise<KnownServer[]>;
  describe(id: string, change: { name?: string; address?: string | null; metadata?: JsonMap; state?: string }): Promise<void>;
  /** Whether it answers over SSH: `problem` says why not. `system`: what it says about itself. */
  reached(id: string, problem: string | null, system: string | null): Promise<void>;
  /** It is gone: its token is void, its open runs are not handed out any more. */
  markDeleted(id: string): Promise<void>;
}

/** Machines that people join with a command. */
export interface HostStore {
  /** A machine that is to join, with a token that nobody has yet. */
  add(host: { id: string; projectId: string; name: string; tokenHash: string }): Promise<void>;
  /** `serverId`: the server of a template that the machine is to be; null for a new host. */
  allow(right: { projectId: string; tokenHash: string; serverId: string | null; createdBy: string; minutes: number }): Promise<void>;
  canJoin(joinTokenHash: string): Promise<boolean>;
  /** Uses the right up. The id of the server, or null when there is no such right (any more). */
  join(joinTokenHash: string, host: { tokenHash: string; name: string; system: string }): Promise<string | null>;
  /** A token that is to take the place of the one in use, as soon as the agent uses it. */
  offerToken(serverId: string, tokenHash: string): Promise<void>;
  /** The agent is to ask for a new token at once. False: there is no such server. */
  expireToken(projectId: string, serverId: string): Promise<boolean>;
  /** Joined hosts of that id or name. */
  findHost(projectId: string, nameOrId: string): Promise<{ id: string; name: string; system: string | null; kind: string }[]>;
  openRuns(serverId: string): Promise<number>;
  /** No agent may act for it until a machine joins as it again. False: there is no such server. */
  revokeToken(projectId: string, serverId: string): Promise<boolean>;
  setLabels(projectId: string, serverId: string, labels: readonly string[]): Promise<boolean>;
  /** Hosts that have all of these labels, by name. */
  labelled(projectId: string, labels: readonly string[]): Promise<{ id: string; name: string }[]>;
}

// --- the agent's side -----------------------------------------------------------------------------------------------

export interface AgentIdentity {
  serverId: string;
  projectId: string;
  /** Its token has been in use for long enough. */
  tokenIsOld: boolean;
}

/** One run that an agent has to do or is doing. */
export interface AgentRun {
  deploymentId: string;
  rootId: string | null;
  stackId: string | null;
  resourceId: string | null;
  /** IN_PROGRESS: somebody waits for the result. */
  status: DeploymentStatus;
  config: DerivedConfig & WithSecrets;
  finished: boolean;
}

export type LogStream = 'stdout' | 'stderr';

export interface LogPiece {
  stream: LogStream;
  /** Where it starts in the stream, in bytes as the agent counts them, and how many of them it stands for. */
  position: number;
  bytes: number;
  text: string;
}

export interface AgentStore {
  /** Null for a token of nobody. `agentVersion`: what its program says it is; null when it says nothing. */
  authenticate(tokenHash: string, agentVersion: string | null): Promise<AgentIdentity | null>;
  /** The same, and in one question the run of that config: null when it is not (or no longer) one of its server. */
  authenticateFor(tokenHash: string, agentVersion: string | null, configId: string): Promise<{ run: AgentRun | null } | null>;
  /**
   * The next run of this server that has not been reported yet: what was given to it together is ordered by name. In so many milliseconds it is certain
   * that nothing else belongs to those.
   */
  nextRun(serverId: string): Promise<{ run: AgentRun; settledIn: number } | null>;
  /** Null when the run is not (or no longer) one of this server. */
  findRun(serverId: string, configId: string): Promise<AgentRun | null>;
  markDelivered(run: AgentRun): Promise<void>;
  markStarted(run: AgentRun): Promise<void>;
  /** How many bytes of the stream are stored. */
  logEnd(configId: string, stream: LogStream): Promise<number>;
  /** Stores a piece if it continues its stream exactly; answers where the stream ends then. */
  appendLog(run: AgentRun, piece: LogPiece): Promise<number>;
  /** What is stored of a stream: its last `limit` characters. */
  readLog(configId: string, stream: LogStream, limit: number): Promise<string>;
  /** The run is over: never handed out again. `signal` reaches the resource if one waits; both happen or neither. */
  finish(run: AgentRun, result: { status: DeploymentStatus; statusReason: string; outputs: JsonMap }, signal: Json): Promise<void>;
}

/** Tells waiting agents that there may be news for their server. */
export interface AgentBell {
  /** True when this process is about to end: nobody should wait any more. */
  readonly closed: boolean;
  /** Resolves when the bell rang for this server or the time is over, whichever is first. */
  wait(serverId: string, milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** A resource that may be signalled, and where it is. */
export interface Signallable {
  id: string;
  name: string;
  type: string;
  action: string;
  status: string;
  stackId: string;
  stackName: string;
  rootId: string;
  projectId: string;
}

export interface SignalStore {
  /** Who is addressed; null when there is no such resource. */
  findResource(resourceId: string): Promise<Signallable | null>;
  /** Keeps the signal until the worker of the stack has handled it, and wakes that worker. */
  deliver(target: { id: string; stackId: string; rootId: string }, payload: Json): Promise<void>;
}

export type { OutputDeclaration };
