/** Who a request with a token comes from. Everything that takes X-Auth-Token asks here. */
import type { Caller } from './authorise';
import { identityOfToken, type TokenIdentity, type TokenPorts } from './tokens';

/** A caller with a token: in one project, and, for the user of a stack's resource, within that resource. */
export interface TokenCaller extends Caller {
  /** Null for people and programs with a role in the project. */
  readonly stackUser: TokenIdentity['stackUser'];
  /** May look into every project. */
  readonly administrator: boolean;
}

export interface TokenAuthority {
  /** Null for a token that is unknown, revoked or too old. */
  identify(token: string): Promise<TokenIdentity | null>;
  /** The same for what needs a project: null also for a token without one. */
  authenticate(token: string): Promise<TokenCaller | null>;
}

export function tokenAuthority(ports: TokenPorts): TokenAuthority {
  const identify = (token: string): Promise<TokenIdentity | null> => identityOfToken(ports, token);
  return { identify, authenticate: async (token) => callerOf(await identify(token)) };
}

export function callerOf(identity: TokenIdentity | null): TokenCaller | null {
  if (identity === null || identity.project === null || identity.role === null) return null;
  const { userId, userName, project, role, stackUser, administrator } = identity;
  return { userId, userName, projectId: project.id, projectName: project.name, role, stackUser, administrator };
}
