/** Heat's API over HTTP, with everything behind it real: database, worker, sandbox, tokens. For tests. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { tokenAuthority } from '@/lib/auth/token-authority';
import { issueToken } from '@/lib/auth/tokens';
import type { Json, JsonMap } from '@/lib/hot/types';
import { composeApis } from '@/lib/runtime/apis';
import { orchestrationApi } from '@/lib/runtime/orchestration';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { webServer, type WebServer } from '@/lib/testing/web-server';
import type { Role } from '@/lib/wire/types';
import { conforming } from './conforming';

export interface ApiAnswer {
  status: number;
  headers: Headers;
  body: Json;
  /** The body as a map; empty when it is none. */
  map: JsonMap;
}

export class ApiStage {
  readonly stage: DeploymentStage;
  readonly projectId: string;
  /** `http://127.0.0.1:port/orchestration/v1/<project>` */
  readonly base: string;
  readonly web: WebServer;
  /** Of faults that the router had to report: none, if all is well. */
  readonly faults: unknown[];
  token: string;

  private constructor(stage: DeploymentStage, web: WebServer, token: string, faults: unknown[]) {
    this.stage = stage;
    this.projectId = stage.world.projectId;
    this.web = web;
    this.base = `${web.url}/orchestration/v1/${this.projectId}`;
    this.token = token;
    this.faults = faults;
  }

  static async open(): Promise<ApiStage> {
    const stage = await DeploymentStage.open();
    const faults: unknown[] = [];
    const { world } = stage;
    const { pool, prisma } = world.database;
    const { vault } = world;
    const parts = {
      config: { publicUrl: world.web.url, publicUrlGiven: false, allowPrivateUrls: true, hiddenStackTags: ['internal'] }, tokens: tokenAuthority({ pool, vault }), pool, vault,
      logger: { error: (fault: unknown) => void faults.push(fault) },
    };
    const { identity } = composeApis({ ...stage.ports(), ...parts, prisma });
    const orchestration = conforming(orchestrationApi({ ...stage.ports(), ...parts }), (fault) => void faults.push(fault));
    const route = (request: Request) => (new URL(request.url).pathname.startsWith('/identity') ? identity(request) : orchestration(request));
    const api = new ApiStage(stage, await webServer(route), '', faults);
    api.token = await api.tokenOf('member');
    return api;
  }

  /** A new user with this role in the project, and a token of theirs. */
  async tokenOf(role: Role, projectId = this.projectId): Promise<string> {
    const { pool } = this.stage.world.database;
    const id = randomUUID();
    await pool.query("INSERT INTO auth_user (id, name, email, email_verified, username) VALUES ($1, $2, $2, true, $1)", [id, `${role}-${id.slice(0, 8)}`]);
    await pool.query('INSERT INTO membership (project_id, user_id, role) VALUES ($1, $2, $3::"Role")', [projectId, id, role]);
    return (await issueToken({ pool }, { userId: id, projectId, methods: ['password'] })).token;
  }

  /** `path` below the project, or a whole address. Redirects are not followed. */
  async ask(method: string, path: string, body?: Json, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    const response = await fetch(path.startsWith('http') ? path : `${this.base}${path}`, {
      method, redirect: 'manual',
      headers: { 'x-auth-token': this.token, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: Json = text === '' ? null : json.parse(JSON.parse(text));
    return { status: response.status, headers: response.headers, body: parsed, map: mapOf(parsed) };
  }

  /** Makes a stack and waits until it is done; its address. */
  async create(name: string, template: Json, more: JsonMap = {}): Promise<string> {
    const answer = await this.ask('POST', '/stacks', { stack_name: name, template, ...more });
    if (answer.status !== 201) throw new Error(`not created: ${JSON.stringify(answer.body)}`);
    const address = answer.headers.get('location') ?? '';
    await this.settled(address);
    return address;
  }

  /** `CREATE_COMPLETE`, once nothing is in progress. */
  async settled(address: string, withinMs = 60_000): Promise<string> {
    const end = Date.now() + withinMs;
    for (;;) {
      const status = String(mapOf((await this.ask('GET', `${address}?resolve_outputs=false`)).map['stack'])['stack_status']);
      if (!status.endsWith('IN_PROGRESS')) return status;
      if (Date.now() > end) throw new Error(`${address} is still ${status}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 30);
      });
    }
  }

  async close(): Promise<void> {
    await this.web.stop();
    await this.stage.close();
    // A fault of ours, answered with 500, fails the tests that were not looking at it, too.
    if (this.faults.length > 0) throw new AggregateError(this.faults, 'The API had faults.');
  }
}

const json: z.ZodType<Json> = z.json();

export function mapOf(value: Json | undefined): JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

export function listOf(value: Json | undefined): JsonMap[] {
  return Array.isArray(value) ? value.map(mapOf) : [];
}
