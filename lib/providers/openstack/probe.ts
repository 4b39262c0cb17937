/** Tries a connection step by step, as far as it gets: the address, signing in, the catalogue, the services that resource types use. */
import { type Cloud, type CloudService, MISTRAL, MURANO, openCloud } from './cloud';
import { CloudFault } from './faults';
import { cloudHttp } from './http';
import { keystoneUrl, type OpenStackSettings } from './settings';
import { regionsOf, type SignedIn } from './keystone';

export interface ProbeStep {
  step: string;
  /** Null: it does not matter to what Hearth does. */
  ok: boolean | null;
  text: string;
}

/** Services that types run on, and a question to each that changes nothing. */
const USED: readonly { service: CloudService; path: string; for: string }[] = [
  { service: MISTRAL, path: '/workflows?limit=1&fields=name', for: 'workflows' },
  { service: MURANO, path: '/environments', for: 'applications' },
];

/** People wait for it: one attempt each, in milliseconds. */
const WITHIN_MS = 10_000;

export async function probeCloud(settings: OpenStackSettings, secret: string): Promise<ProbeStep[]> {
  const options = { timeoutMs: WITHIN_MS, attempts: 1 };
  const cloud = openCloud(settings, secret, options);
  const steps: ProbeStep[] = [];
  /** False: the steps that follow make no sense. */
  const tryStep = async (step: string, work: () => Promise<Omit<ProbeStep, 'step'>>): Promise<boolean> => {
    try {
      steps.push({ step, ...(await work()) });
    } catch (error) {
      if (!(error instanceof CloudFault)) throw error;
      steps.push({ step, ok: false, text: sentence(error.message) });
    }
    return steps.at(-1)?.ok !== false;
  };
  if (settings.signIn !== 'none') {
    const address = await tryStep('Address', async () => {
      const answer = await cloudHttp({ ca: settings.ca, ...options })('Keystone', { url: keystoneUrl(settings.authUrl), method: 'GET' });
      return { ok: true, text: `${keystoneUrl(settings.authUrl)} answers${versionIn(answer.text)}.` };
    });
    if (!address || !(await tryStep('Sign-in', async () => ({ ok: true, text: whoSignedIn(await signedIn(cloud)) })))) return steps;
    const { catalogue } = await signedIn(cloud);
    const listed = await tryStep('Catalogue', async () => inCatalogue(settings, catalogue));
    if (!listed) return steps;
  }
  let used = 0;
  for (const { service, path, for: purpose } of USED) {
    await tryStep(service.called, async () => {
      try {
        const url = await cloud.endpoint(service);
        await cloud.call(service, { method: 'GET', path });
        used += 1;
        return { ok: true, text: `answers at ${url}, for ${purpose}.` };
      } catch (error) {
        if (error instanceof CloudFault && error.kind === 'noService') return { ok: null, text: `not there: no ${purpose}. ${sentence(error.message)}` };
        throw error;
      }
    });
  }
  if (used === 0 && steps.every(({ ok }) => ok !== false)) steps.push({ step: 'Use', ok: false, text: 'No service of this cloud is one that resource types use: workflows need Mistral, applications Murano.' });
  return steps;
}

async function signedIn(cloud: Cloud): Promise<SignedIn> {
  const session = await cloud.signedIn();
  if (session === null) throw new CloudFault('refused', 'This connection signs in nowhere');
  return session;
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}

function whoSignedIn({ user, project, roles }: SignedIn): string {
  return project === null
    ? `as ${user}, but in no project: give the connection one`
    : `as ${user} in the project ${project}, with ${roles.length === 0 ? 'no roles' : `the roles ${roles.toSorted().join(', ')}`}.`;
}

function inCatalogue(settings: OpenStackSettings, catalogue: SignedIn['catalogue']): Omit<ProbeStep, 'step'> {
  const regions = regionsOf(catalogue);
  if (settings.region !== '' && !regions.includes(settings.region)) {
    return { ok: false, text: `has no region ${settings.region}, but ${regions.join(', ') || 'none'}.` };
  }
  const services = [...new Set(catalogue.map(({ type }) => type))].toSorted();
  return { ok: true, text: `lists ${services.length} services (${services.join(', ')}) in ${regions.length === 1 ? 'the region' : 'the regions'} ${regions.join(', ')}.` };
}

function versionIn(text: string): string {
  const id = /"id"\s*:\s*"(v3[\d.]*)"/.exec(text)?.[1];
  return id === undefined ? '' : `, Identity API ${id}`;
}
