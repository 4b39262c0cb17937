/** A route of Heat's API: what it takes, who may ask, what it does. One table of them makes the router and the OpenAPI document. */
import { z } from 'zod';
import type { Json } from '@/lib/hot/types';
import type { Role } from '@/lib/wire/types';
import { badRequest, HeatFault } from './fault';
import type { ApiCaller, HeatPorts } from './ports';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An answer that is more than a body with the status of its route. `body` undefined: none at all. */
export class Reply {
  readonly status: number;
  readonly body: Json | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body?: Json, headers: Readonly<Record<string, string>> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export interface Call<Query = unknown, Body = unknown> {
  ports: HeatPorts;
  caller: ApiCaller;
  /** Parts of the path, decoded. */
  params: Readonly<Record<string, string>>;
  query: Query;
  body: Body;
  /** `http://host/orchestration/v1/<project>`. */
  base: string;
  /** The address that was asked for, as its sender sees it. */
  url: URL;
}

interface Facts {
  method: Method;
  /** Below `/v1/{project_id}`: `/stacks/{stack_name}/{stack_id}`. */
  path: string;
  /** Section of the documentation. */
  tag: string;
  summary: string;
  /** Heat's name of the rule that lets a caller do it: `stacks:index`. */
  policy: string;
  /** Least role in the project. */
  role: Role;
  /** Those who hold the credentials of a stack's resource may ask too. */
  stackUsers?: boolean;
  /** Status of success. */
  status: number;
  /** What comes back, in words. */
  answer: string;
  /** And as a schema (see shapes/); null: no body. */
  returns: z.ZodType | null;
}

interface Definition<Query extends z.ZodType, Body extends z.ZodType> extends Facts {
  query: Query;
  body: Body;
  handler(call: Call<z.output<Query>, z.output<Body>>): Promise<Json | Reply> | Json | Reply;
}

export interface Route extends Facts {
  query: z.ZodType;
  body: z.ZodType;
  /** Reads query and body by their schemas, then does it. Throws HeatFault. */
  run(call: Call): Promise<Reply>;
}

export const NO_QUERY = z.object({});
/** Whatever is sent is not looked at. */
export const NO_BODY = z.unknown();

export function route<Query extends z.ZodType, Body extends z.ZodType>(definition: Definition<Query, Body>): Route {
  const { handler, ...rest } = definition;
  return {
    ...rest,
    async run(call) {
      const answer = await handler({ ...call, query: parsed(definition.query, call.query), body: parsed(definition.body, call.body) });
      return answer instanceof Reply ? answer : new Reply(definition.status, answer);
    },
  };
}

/** The schemas word their refusals as Heat does. An issue's `params.type` names another error than a bad request. */
function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const type: unknown = issue?.code === 'custom' ? issue.params?.['type'] : undefined;
  throw typeof type === 'string' ? new HeatFault(type, null) : badRequest(sentence(issue));
}

function sentence(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'The request is not understood.';
  return issue.code === 'custom' || issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
}
