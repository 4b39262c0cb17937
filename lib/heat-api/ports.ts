/** What the API needs: `services()` has all of it, tests put together their own. */
import type { HttpClient } from '@/lib/providers/http';
import type { Caller, StackPorts } from '@/lib/stacks/ports';

/** What an agent on a server, or whoever holds the credentials of a stack's resource, may touch: that stack's resource and the server's deployments. */
export interface StackUser {
  stackId: string;
  /** Null: every resource of the stack. */
  resourceNames: readonly string[] | null;
}

export interface ApiCaller extends Caller {
  /** Null for people and programs with a role in the project. */
  readonly stackUser: StackUser | null;
  /** Of the whole instance: may look into every project. */
  readonly administrator: boolean;
}

export interface HeatPorts extends StackPorts {
  /** Whom a token of `X-Auth-Token` was given to; null for one that is unknown, revoked or too old. */
  authenticate(token: string): Promise<ApiCaller | null>;
  /** For `template_url`. */
  readonly http: HttpClient;
  /** Absolute URL that the request's own address is seen at by its sender, without a slash at the end: `http://127.0.0.1:3000`. */
  originOf(request: Request): string;
  /** Stacks with one of these tags are listed only when hidden ones are asked for too. */
  readonly hiddenStackTags: readonly string[];
  /** Version of this build. */
  readonly revision: string;
}
