/** Stands in for Murano: environments, sessions and deployments of one application, with the answers that Murano 14 gave when it was asked the same. */
import { randomBytes } from 'node:crypto';
import type { JsonMap } from '@/lib/hot/types';
import { asList, asMap, asText } from '@/lib/software/json';
import { json } from './mistral';

interface Environment {
  id: string;
  name: string;
  status: string;
  services: JsonMap[];
  deployments: JsonMap[];
  reports: Map<string, JsonMap[]>;
}

interface Session {
  environment: Environment;
  services: JsonMap[];
  deployed: boolean;
}

export class MuranoStandIn {
  private readonly environments = new Map<string, Environment>();
  private readonly sessions = new Map<string, Session>();

  async handle(method: string, path: string, request: Request): Promise<Response> {
    const [kind, id, what, more, action] = path.split('/').filter(Boolean);
    if (kind !== 'environments') return refused(404, 'Not Found');
    if (id === undefined) {
      return method === 'GET' ? json(200, { environments: [...this.environments.values()].map(headOf) }) : this.create(asText(asMap(await request.json())['name']));
    }
    const environment = this.environments.get(id);
    if (environment === undefined) return refused(404, `Environment with id ${id} not found`);
    const session = this.sessions.get(request.headers.get('x-configuration-session') ?? '');
    switch (what) {
      case undefined:
        return method === 'DELETE' ? this.remove(environment) : json(200, { ...headOf(environment), services: environment.services });
      case 'configure':
        return this.configure(environment);
      case 'services': {
        if (method === 'PUT' && session !== undefined) session.services = asList(await request.json()).map(asMap);
        return json(200, session?.services ?? environment.services);
      }
      case 'sessions':
        return action === 'deploy' ? this.deploy(this.sessions.get(more ?? '')) : refused(404, 'Not Found');
      case 'deployments':
        return more === undefined ? json(200, { deployments: environment.deployments }) : json(200, { reports: environment.reports.get(more) ?? [] });
      default:
        return refused(404, 'Not Found');
    }
  }

  private create(name: string): Response {
    if ([...this.environments.values()].some((one) => one.name === name)) return refused(409, 'Environment with specified name already exists');
    const environment: Environment = { id: newId(), name, status: 'ready', services: [], deployments: [], reports: new Map() };
    this.environments.set(environment.id, environment);
    return json(200, headOf(environment));
  }

  private configure(environment: Environment): Response {
    if (isBusy(environment)) return busy(environment);
    const id = newId();
    this.sessions.set(id, { environment, services: environment.services.map((service) => ({ ...service })), deployed: false });
    return json(200, { id, environment_id: environment.id, state: 'opened', version: 0 });
  }

  private deploy(session: Session | undefined): Response {
    if (session === undefined) return refused(404, 'Session is not found');
    if (session.deployed || isBusy(session.environment)) return refused(403, 'Session is already deployed or deployment is in progress');
    session.deployed = true;
    const { environment, services } = session;
    const id = newId();
    const deployment: JsonMap = { id, environment_id: environment.id, started: time(), finished: null, state: 'running', result: {}, description: { name: environment.name, services } };
    environment.deployments.unshift(deployment);
    environment.status = 'deploying';
    environment.reports.set(id, [report('Action deploy is scheduled')]);
    void this.work(environment, deployment, services);
    return new Response('', { status: 200 });
  }

  /** What the class org.hearth.Greeter does. */
  private async work(environment: Environment, deployment: JsonMap, services: JsonMap[]): Promise<void> {
    const reports = environment.reports.get(asText(deployment['id'])) ?? [];
    let failure: string | null = null;
    const results: JsonMap[] = [];
    for (const service of services) {
      const header = asMap(service['?']);
      const kept = Object.fromEntries(Object.entries(header).filter(([key]) => !key.startsWith('_')));
      if (asText(header['type']).split('/')[0] !== 'org.hearth.Greeter') failure = `Package for class "${asText(header['type'])}" is not found`;
      reports.push(report('Greeter begins'));
      await pause(Number(service['seconds'] ?? 0) * 1000);
      const refusal = asText(service['fail']);
      if (refusal !== '') failure = `[org.hearth.GreeterError]: ${refusal}`;
      results.push({ ...service, '?': { ...kept, _actions: {}, status: failure === null ? 'ready' : 'deploy failure' }, greeting: failure === null ? `${asText(service['word'])} from Murano` : null });
      if (failure === null) reports.push(report('Greeter is done'));
    }
    await pause(50);
    reports.push(report('Deployment finished'));
    environment.services = results;
    environment.status = failure === null ? 'ready' : 'deploy failure';
    // Murano calls it a success whatever came of it.
    Object.assign(deployment, { state: 'success', finished: time(), result: failure === null ? { isException: false, result: null } : { isException: true, result: { message: failure, details: `${failure}\nTraceback` } } });
  }

  private remove(environment: Environment): Response {
    if (isBusy(environment)) return busy(environment);
    environment.status = 'deleting';
    void pause(300).then(() => this.environments.delete(environment.id));
    return new Response('', { status: 200 });
  }
}

function headOf({ id, name, status }: Environment): JsonMap {
  return { id, name, status, version: 0, created: time(), updated: time() };
}

function isBusy({ status }: Environment): boolean {
  return status === 'deploying' || status === 'deleting';
}

function busy({ id }: Environment): Response {
  return refused(403, `Could not open session for environment &lt;EnvId: ${id}&gt;, environment has deploying or deleting status.`);
}

function report(text: string): JsonMap {
  return { id: newId(), created: time(), level: 'info', text, entity_id: null, details: null };
}

function time(): string {
  return new Date().toISOString().slice(0, 19);
}

function newId(): string {
  return randomBytes(16).toString('hex');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Murano refuses in HTML. */
function refused(status: number, words: string): Response {
  return new Response(`<html>\n <head>\n  <title>${status}</title>\n </head>\n <body>\n  ${words}<br /><br />\n </body>\n</html>`, { status, headers: { 'content-type': 'text/html; charset=UTF-8' } });
}
