/** Murano's API, version 1: as much of it as resource types use. Every call throws CloudFault. */
import { z } from 'zod';
import type { Json, JsonMap } from '@/lib/hot/types';
import { type Cloud, jsonIn, MURANO, type ServiceRequest } from './cloud';
import { CloudFault, unlessMissing } from './faults';

const json: z.ZodType<Json> = z.lazy(() => z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]));
const model: z.ZodType<JsonMap> = z.record(z.string(), json);

const environment = z.object({ id: z.string(), name: z.string(), status: z.string().default('ready'), services: z.array(model).default([]) });
export type Environment = z.infer<typeof environment>;

const deployment = z.object({
  id: z.string(), state: z.string(), finished: z.string().nullish(),
  description: z.object({ services: z.array(model).default([]) }).nullish(),
  result: z.object({ isException: z.boolean().default(false), result: z.unknown() }).partial().nullish(),
});
export type Deployment = z.infer<typeof deployment>;

const report = z.object({ created: z.string(), level: z.string(), text: z.string(), entity_id: z.string().nullish() });
export type Report = z.infer<typeof report>;

/** Nothing can be changed in an environment while it is one of these. */
export function isBusy({ status }: Environment): boolean {
  return status === 'deploying' || status === 'deleting';
}

/** Null while it goes on, and when it succeeded; Murano calls a deployment with an exception a success, too. */
export function failureOf({ finished, result, state }: Deployment): string | null {
  if (finished === null || finished === undefined) return null;
  if (result?.isException !== true) return /fail|error/i.test(state) ? `the deployment ended in the state ${state}` : null;
  const inner = result.result;
  const message = typeof inner === 'object' && inner !== null && 'message' in inner && typeof inner.message === 'string' ? inner.message : '';
  return message.slice(0, 2_000) || 'the deployment ended with an exception, without a message';
}

export function murano(cloud: Cloud, signal?: AbortSignal) {
  const send = (request: ServiceRequest) => cloud.call(MURANO, { ...request, ...(signal === undefined ? {} : { signal }) });
  const ask = async <T>(shape: z.ZodType<T>, request: ServiceRequest): Promise<T> => {
    const read = shape.safeParse(jsonIn(await send(request), 'Murano'));
    if (!read.success) throw new CloudFault('refused', `Murano answered what was not expected to ${request.method} ${request.path}: ${z.prettifyError(read.error)}`);
    return read.data;
  };
  const of = (id: string): string => `/environments/${encodeURIComponent(id)}`;
  const inSession = (session: string) => ({ 'x-configuration-session': session });
  return {
    environments: async (): Promise<Environment[]> => (await ask(z.object({ environments: z.array(environment) }), { method: 'GET', path: '/environments' })).environments,
    createEnvironment: (name: string, defaultNetworks: JsonMap | null): Promise<Environment> =>
      ask(environment, { method: 'POST', path: '/environments', json: { name, ...(defaultNetworks === null ? {} : { defaultNetworks }) } }),
    findEnvironment: (id: string): Promise<Environment | null> => unlessMissing(ask(environment, { method: 'GET', path: of(id) })),
    deleteEnvironment: async (id: string): Promise<void> => {
      await unlessMissing(send({ method: 'DELETE', path: of(id), repeatable: false }));
    },
    /** What is changed in a session that is never deployed has no effect. */
    openSession: async (id: string): Promise<string> => (await ask(z.object({ id: z.string() }), { method: 'POST', path: `${of(id)}/configure`, repeatable: true })).id,
    services: (id: string, session?: string): Promise<JsonMap[]> =>
      ask(z.array(model), { method: 'GET', path: `${of(id)}/services`, ...(session === undefined ? {} : { headers: inSession(session) }) }),
    /** All of them at once: added one by one, one that was sent twice would be there twice. */
    putServices: async (id: string, session: string, services: JsonMap[]): Promise<void> => {
      await send({ method: 'PUT', path: `${of(id)}/services`, json: services, headers: inSession(session) });
    },
    /** A session is deployed once. */
    deploy: async (id: string, session: string): Promise<void> => {
      await send({ method: 'POST', path: `${of(id)}/sessions/${encodeURIComponent(session)}/deploy` });
    },
    /** The latest first. */
    deployments: async (id: string): Promise<Deployment[]> => (await ask(z.object({ deployments: z.array(deployment) }), { method: 'GET', path: `${of(id)}/deployments` })).deployments,
    reports: async (id: string, deploymentId: string): Promise<Report[]> =>
      (await ask(z.object({ reports: z.array(report) }), { method: 'GET', path: `${of(id)}/deployments/${encodeURIComponent(deploymentId)}` })).reports,
  };
}

export type Murano = ReturnType<typeof murano>;
