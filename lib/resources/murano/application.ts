/**
 * Hearth::Murano::Application: an application of Murano's catalogue, deployed in an environment of its own or in one that is there. Murano deploys an
 * environment as a whole, one deployment after the other; the deployment that is this resource's is known by a mark in the model of the application,
 * so that one is started once, whatever happens in between.
 */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap, TypeSchema } from '@/lib/hot/types';
import { CloudFault } from '@/lib/providers/openstack/faults';
import { type Deployment, type Environment, failureOf, isBusy, type Murano, murano } from '@/lib/providers/openstack/murano';
import { uuidFrom } from '@/lib/providers/uuid';
import { atCloud, CONNECTION, type CloudPorts, failed, nextLook } from '../cloud-call';
import { asMap, isMap, nameOf, numberOf, textOf } from '../values';
import { applicationModel, idOf, objectId, runOf, withoutHeader } from './model';

const DEFAULT_TIMEOUT_S = 3600;

const schema: TypeSchema = {
  name: 'Hearth::Murano::Application',
  description: 'An application of Murano\'s catalogue, deployed by Murano; what it says of itself when it is deployed are its outputs.',
  support: 'SUPPORTED',
  properties: {
    type: { type: 'String', required: true, description: 'The class of the application, for example io.murano.apps.apache.ApacheHttpServer. Its package must be in Murano\'s catalogue.' },
    name: { type: 'String', updateAllowed: true, description: 'How the application is called; made from stack and resource where none is given.' },
    properties: { type: 'Map', default: {}, updateAllowed: true, description: 'What the application is told: the properties of its class. Objects in it have a map "?" with their type; ids are given to them.' },
    environment: { type: 'String', description: 'The environment to deploy it in, by name or id. Without one it gets an environment of its own, which goes with it.' },
    default_networks: { type: 'Map', description: 'For an environment of its own: its networks, for example {environment: null, flat: null} for none. Murano chooses where nothing is given.' },
    timeout: { type: 'Number', default: DEFAULT_TIMEOUT_S, updateAllowed: true, constraints: [{ kind: 'range', min: 1, max: 604_800 }], description: 'Seconds until Murano must have deployed it.' },
    connection: CONNECTION,
  },
  attributes: {
    outputs: { type: 'Map', description: 'The properties of the application as Murano has them, those that it set itself included.' },
    environment_id: { type: 'String', description: 'The id of its environment.' },
    application_id: { type: 'String', description: 'Its id in the environment.' },
    reports: { type: 'List', description: 'What it reported while it was last deployed, each with time, level and text.' },
  },
  updatePolicy: {},
  can: { signal: false, check: true, suspend: false, snapshot: false, update: true, nested: false },
  connections: ['openstack'],
  nameLimit: 255,
};

/** What is remembered: the environment, and whether it is the resource's own. */
interface Place {
  environment: string;
  own: boolean;
}

export function muranoApplication(ports: CloudPorts): ResourceType {
  const deploy = (ctx: ActionContext, properties: JsonMap): Promise<Outcome> => atCloud(ctx, properties, ports, async ({ cloud, connectionId }) => {
    const api = murano(cloud, ctx.signal);
    const place = placeOf(ctx.resource.data) ?? (await choosePlace(ctx, properties, api));
    if (typeof place === 'string') return failed('NotFound', place);
    const data: JsonMap = { ...ctx.resource.data, connection: connectionId, ...place };
    return { data, physicalResourceId: applicationId(ctx), ...(await bring(ctx, properties, api, place.environment)) };
  });
  return {
    schema,
    effects: 'external',
    replaceWhenFailed: false,
    create: deploy,
    update: (ctx, { after }) => deploy(ctx, after),
    delete: (ctx) => take(ctx, ports),
    poll: (ctx, action, properties) => (action === 'DELETE' ? take(ctx, ports) : deploy(ctx, properties)),
    check: (ctx) => atCloud(ctx, ctx.resource.properties, ports, async ({ cloud }) => {
      const place = placeOf(ctx.resource.data);
      const services = place === null ? null : (await murano(cloud, ctx.signal).findEnvironment(place.environment))?.services;
      const found = services?.find((service) => idOf(service) === applicationId(ctx));
      if (found === undefined) return failed('NotFound', `The application ${applicationId(ctx)} is not at Murano any more.`);
      return { kind: 'complete', attributes: { ...ctx.resource.attributes, outputs: withoutHeader(found) } };
    }),
  };
}

function applicationId({ resource }: ActionContext): string {
  return objectId('murano application', resource.id);
}

function placeOf(data: JsonMap): Place | null {
  const environment = textOf(data['environment']);
  return environment === null ? null : { environment, own: data['own'] === true };
}

/** The environment that is named, or a new one; a sentence where there is none. */
async function choosePlace(ctx: ActionContext, properties: JsonMap, api: Murano): Promise<Place | string> {
  const wanted = textOf(properties['environment']);
  if (wanted !== null && wanted !== '') {
    const named = (await api.environments()).filter(({ id, name }) => id === wanted || name === wanted);
    const [found, second] = named;
    if (found === undefined) return `Property environment: there is no environment "${wanted}" at Murano.`;
    return second === undefined || found.id === wanted ? { environment: found.id, own: false } : `Property environment: several are called "${wanted}". Use the id of one.`;
  }
  const networks = isMap(properties['default_networks']) ? properties['default_networks'] : null;
  try {
    return { environment: (await api.createEnvironment(ctx.physicalName, networks)).id, own: true };
  } catch (error) {
    // Nobody else uses such a name: an earlier call has made it.
    const made = error instanceof CloudFault && error.kind === 'conflict' ? (await api.environments()).find(({ name }) => name === ctx.physicalName) : undefined;
    if (made === undefined) throw error;
    return { environment: made.id, own: true };
  }
}

/** Starts the deployment that this action is about, or tells how it is going. */
async function bring(ctx: ActionContext, properties: JsonMap, api: Murano, environmentId: string): Promise<Outcome> {
  const run = uuidFrom('run', ctx.idempotencyKey);
  // The first that had the mark: those after it may have it still, where Murano could not read the model.
  const own = (await api.deployments(environmentId)).findLast(({ description }) => description?.services.some((service) => runOf(service) === run));
  if (own !== undefined) return judged(ctx, properties, api, environmentId, own);
  const environment = await api.findEnvironment(environmentId);
  if (environment === null) return failed('NotFound', `The environment ${environmentId} is not at Murano any more.`);
  const late = lateness(ctx, properties);
  if (late !== null) return failed('Error', `Timed out: Murano was busy with other deployments of the environment ${environment.name} for ${late} seconds.`);
  if (isBusy(environment)) return waiting(ctx, `the environment ${environment.name}, which is ${environment.status} something else`);
  const id = applicationId(ctx);
  const wanted = { id, type: textOf(properties['type']) ?? '', name: nameOf(properties, ctx.physicalName), properties: asMap(properties['properties']), run };
  return change(ctx, api, environment, `Murano to deploy it in the environment ${environment.name}`, (services) => {
    const before = services.find((service) => idOf(service) === id) ?? null;
    return [...services.filter((service) => service !== before), applicationModel(wanted, before)];
  });
}

/** Deploys the environment with other applications in it. Where somebody else deploys it just now, it is tried again. */
async function change(ctx: ActionContext, api: Murano, { id, name }: Environment, what: string, next: (services: JsonMap[]) => JsonMap[]): Promise<Outcome> {
  return unlessTaken(ctx, name, async () => {
    const session = await api.openSession(id);
    await api.putServices(id, session, next(await api.services(id, session)));
    await api.deploy(id, session);
    return waiting(ctx, what);
  });
}

async function unlessTaken(ctx: ActionContext, name: string, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    // Murano says so with 403, between our look at the environment and what we ask of it.
    if (error instanceof CloudFault && error.status === 403 && /session|deploying/i.test(error.message)) return waiting(ctx, `the environment ${name}, in which something else is deployed`);
    throw error;
  }
}

async function judged(ctx: ActionContext, properties: JsonMap, api: Murano, environmentId: string, deployment: Deployment): Promise<Outcome> {
  const reports = await api.reports(environmentId, deployment.id);
  const id = applicationId(ctx);
  const attributes: JsonMap = {
    ...ctx.resource.attributes, environment_id: environmentId, application_id: id, reports: reports.map(({ created, level, text }) => ({ time: created, level, text })),
  };
  const failure = failureOf(deployment);
  if (failure !== null) return { ...failed('Error', `Murano could not deploy it: ${failure}`), attributes };
  if (deployment.finished !== null && deployment.finished !== undefined) {
    const found = (await api.services(environmentId)).find((service) => idOf(service) === id);
    return { kind: 'complete', attributes: { ...attributes, outputs: withoutHeader(found ?? {}) } };
  }
  const late = lateness(ctx, properties);
  if (late !== null) return { ...failed('Error', `Timed out: Murano did not deploy it within ${late} seconds. Its last report was: ${reports.at(-1)?.text ?? 'none'}.`), attributes };
  return { ...waiting(ctx, `Murano: ${reports.at(-1)?.text ?? 'the deployment has begun'}`), attributes };
}

/** The application goes with an environment of its own, or is taken out of the one it is in. Murano stops no deployment, so one under way is waited for. */
async function take(ctx: ActionContext, ports: CloudPorts): Promise<Outcome> {
  const { data, properties } = ctx.resource;
  const place = placeOf(data);
  if (place === null) return { kind: 'complete' };
  return atCloud(ctx, properties, ports, async ({ cloud }) => {
    const api = murano(cloud, ctx.signal);
    const environment = await api.findEnvironment(place.environment);
    if (environment === null) return { kind: 'complete' };
    // However short the time for its deployment was.
    const late = lateness(ctx, { timeout: Math.max(numberOf(properties['timeout'], 0), DEFAULT_TIMEOUT_S) });
    if (late !== null) return failed('Error', `Timed out: Murano did not remove it from the environment ${environment.name} within ${late} seconds; the environment is ${environment.status}.`);
    if (isBusy(environment)) return waiting(ctx, environment.status === 'deleting' ? `Murano to delete the environment ${environment.name}` : `Murano to end what it deploys in the environment ${environment.name}`);
    return place.own ? removeEnvironment(ctx, api, environment) : leaveEnvironment(ctx, api, environment);
  });
}

async function removeEnvironment(ctx: ActionContext, api: Murano, environment: Environment): Promise<Outcome> {
  const others = environment.services.filter((service) => idOf(service) !== applicationId(ctx));
  if (others.length > 0) return failed('Conflict', `Other applications are in the environment ${environment.name}, which was made for this one: ${others.map((service) => textOf(service['name']) ?? idOf(service) ?? '?').join(', ')}. Remove them, and delete again.`);
  if (environment.status === 'delete failure' && ctx.resource.data['removing'] === ctx.operationId) return failed('Error', `Murano could not delete the environment ${environment.name}: ${await lastFailure(api, environment)}`);
  return unlessTaken(ctx, environment.name, async () => {
    await api.deleteEnvironment(environment.id);
    return { ...waiting(ctx, `Murano to delete the environment ${environment.name}`), data: { ...ctx.resource.data, removing: ctx.operationId } };
  });
}

async function leaveEnvironment(ctx: ActionContext, api: Murano, environment: Environment): Promise<Outcome> {
  const id = applicationId(ctx);
  const began = ctx.resource.data['removing'] === ctx.operationId;
  if (began && environment.status === 'deploy failure') return failed('Error', `Murano could not remove it from the environment ${environment.name}: ${await lastFailure(api, environment)}`);
  // Without opening a session: an environment with one that is not deployed is shown as pending.
  if (!environment.services.some((service) => idOf(service) === id)) return { kind: 'complete' };
  const outcome = await change(ctx, api, environment, `Murano to remove it from the environment ${environment.name}`, (services) => services.filter((service) => idOf(service) !== id));
  return outcome.kind === 'waiting' ? { ...outcome, data: { ...ctx.resource.data, removing: ctx.operationId } } : outcome;
}

async function lastFailure(api: Murano, { id }: Environment): Promise<string> {
  const [last] = await api.deployments(id);
  return (last === undefined ? null : failureOf(last)) ?? 'it says no more';
}

function waiting(ctx: ActionContext, what: string): Outcome {
  return { kind: 'waiting', for: { wakeAt: nextLook(ctx), what } };
}

/** The seconds it had, where they are over. */
function lateness({ now, startedAt }: ActionContext, properties: JsonMap): number | null {
  const seconds = numberOf(properties['timeout'], DEFAULT_TIMEOUT_S);
  return now.getTime() - startedAt.getTime() >= seconds * 1000 ? seconds : null;
}
