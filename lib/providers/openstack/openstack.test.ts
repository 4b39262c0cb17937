/** A cloud through Keystone: signing in, the catalogue, what may be asked again, and what people are told. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CREDENTIAL, USER } from '@/lib/testing/openstack/keystone';
import { type StandIn, startStandIn } from '@/lib/testing/openstack/stand-in';
import { webServer, type WebServer } from '@/lib/testing/web-server';
import { MISTRAL, openCloud } from './cloud';
import { CloudFault, messageIn } from './faults';
import { cloudHttp } from './http';
import { failureOf, mistral } from './mistral';
import { probeCloud } from './probe';
import { endpointsOf, keystoneUrl, openStackProblems, openStackSettings, type OpenStackSettings } from './settings';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());

const quick = { attempts: 3, firstPauseMs: 5, timeoutMs: 5_000 };
const settings = (more: Partial<OpenStackSettings> = {}): OpenStackSettings =>
  openStackSettings.parse({ authUrl: standIn.url, signIn: 'password', user: USER.name, userDomain: USER.domain, project: USER.project, projectDomain: 'Default', region: 'RegionOne', ...more });
const faultOf = async (asked: Promise<unknown>): Promise<CloudFault> => {
  const fault: unknown = await asked.then(() => null, (error: unknown) => error);
  if (!(fault instanceof CloudFault)) throw new Error(`no fault, but ${String(fault)}`);
  return fault;
};

describe('a cloud', () => {
  it('is signed in to once for all who ask, and again when its token holds no more', async () => {
    const before = standIn.keystone.signIns;
    const cloud = openCloud(settings(), USER.password, quick);
    const list = () => cloud.call(MISTRAL, { method: 'GET', path: '/workflows' });
    await Promise.all([list(), list(), list()]);
    expect(standIn.keystone.signIns - before).toBe(1);
    standIn.keystone.revokeAll();
    expect((await list()).status).toBe(200);
    expect(standIn.keystone.signIns - before).toBe(2);
  });

  it('takes application credentials', async () => {
    const cloud = openCloud(settings({ signIn: 'application_credential', credentialId: CREDENTIAL.id }), CREDENTIAL.secret, quick);
    expect((await cloud.signedIn())?.project).toBe(USER.project);
  });

  it('says that the password is wrong, and asks no second time', async () => {
    const fault = await faultOf(openCloud(settings(), 'wrong', quick).signedIn());
    expect(fault).toMatchObject({ kind: 'signIn', status: 401, message: 'Keystone answered 401: The request you have made requires authentication.' });
  });

  it('has services where its catalogue says, in the region and at the interface of the connection', async () => {
    expect(await openCloud(settings(), USER.password).endpoint(MISTRAL)).toBe(standIn.url.replace('/identity/v3', '/workflow/v2'));
    expect((await faultOf(openCloud(settings({ region: 'Moon' }), USER.password).endpoint(MISTRAL))).message).toMatch(/no public endpoint of Mistral in the region Moon, but public in RegionOne/);
    expect(await openCloud(settings({ interface: 'internal' }), USER.password).endpoint(MISTRAL)).toBe('http://127.0.0.1:9/v2');
    const none = await faultOf(openCloud(settings(), USER.password).endpoint({ called: 'Barbican', types: ['key-manager'], version: '/v1' }));
    expect(none.message).toBe('This cloud has no Barbican: its catalogue has no service of type key-manager, but application-catalog, identity, workflowv2');
  });

  it('can be services alone, without Keystone', async () => {
    const mistralAlone = await webServer(async (request) => new Response(JSON.stringify({ workflows: [], token: request.headers.get('x-auth-token') })));
    const cloud = openCloud(settings({ signIn: 'none', endpoints: { workflowv2: `${mistralAlone.url}/v2` } }), '');
    expect(JSON.parse((await cloud.call(MISTRAL, { method: 'GET', path: '/workflows' })).text)).toEqual({ workflows: [], token: null });
    await mistralAlone.stop();
  });
});

describe('requests', () => {
  let server: WebServer;
  let answers: number[] = [];
  let asked = 0;
  beforeAll(async () => {
    server = await webServer(async () => {
      asked += 1;
      const status = answers.shift() ?? 200;
      return new Response(status === 200 ? '{}' : JSON.stringify({ message: 'not now' }), { status, headers: { 'retry-after': '0' } });
    });
  });
  afterEach(() => {
    answers = [];
    asked = 0;
  });
  afterAll(() => server.stop());
  const send = cloudHttp({ ca: '', ...quick });

  it('come again while a service is busy, as long as repeating changes nothing', async () => {
    answers = [503, 502];
    await send('X', { url: server.url, method: 'GET' });
    expect(asked).toBe(3);
    answers = [502];
    expect(await faultOf(send('X', { url: server.url, method: 'POST' }))).toMatchObject({ kind: 'away', message: 'X answered 502: not now' });
    expect(asked).toBe(4);
    // With 503 the service has not begun.
    answers = [503];
    await send('X', { url: server.url, method: 'POST' });
    expect(asked).toBe(6);
  });

  it('do not come again when they are refused', async () => {
    answers = [400];
    expect(await faultOf(send('X', { url: server.url, method: 'GET' }))).toMatchObject({ kind: 'refused', message: 'X answered 400: not now' });
    expect(asked).toBe(1);
  });

  it('say where nobody answers', async () => {
    const gone = await webServer(async () => new Response('{}'));
    await gone.stop();
    const fault = await faultOf(send('X', { url: gone.url, method: 'POST' }));
    expect(fault.kind).toBe('away');
    expect(fault.message).toContain(`X cannot be reached at ${gone.url}: connect ECONNREFUSED`);
  });
});

describe('trying a connection', () => {
  const outcome = async (given: OpenStackSettings, secret: string = USER.password) => (await probeCloud(given, secret)).map(({ step, ok }) => [step, ok]);

  it('goes through address, sign-in, catalogue and services', async () => {
    const steps = await probeCloud(settings(), USER.password);
    expect(steps.map(({ step, ok, text }) => `${step} ${ok} ${text}`)).toEqual([
      `Address true ${standIn.url} answers, Identity API v3.14.`,
      'Sign-in true as demo in the project demo, with the roles member.',
      'Catalogue true lists 3 services (application-catalog, identity, workflowv2) in the region RegionOne.',
      expect.stringMatching(/^Mistral true answers at \S+\/workflow\/v2, for workflows\.$/),
      expect.stringMatching(/^Murano true answers at \S+\/catalog\/v1, for applications\.$/),
    ]);
  });

  it('stops where it cannot go on', async () => {
    expect(await outcome(settings({ authUrl: 'http://127.0.0.1:9/v3' }))).toEqual([['Address', false]]);
    expect(await outcome(settings(), 'wrong')).toEqual([['Address', true], ['Sign-in', false]]);
    expect(await outcome(settings({ region: 'Moon' }))).toEqual([['Address', true], ['Sign-in', true], ['Catalogue', false]]);
    expect(await outcome(settings({ interface: 'internal' }))).toEqual([['Address', true], ['Sign-in', true], ['Catalogue', true], ['Mistral', false], ['Murano', false]]);
  });
});

describe('what services say', () => {
  it.each([
    ['{"faultcode": "Client", "faultstring": "Workflow not found", "debuginfo": null}', 'Workflow not found'],
    ['{"faultstring": "Invalid DSL: no\\n\\nFailed validating \'x\' in schema:\\n    {}"}', 'Invalid DSL: no'],
    ['{"error": {"code": 401, "title": "Unauthorized", "message": "Wrong."}}', 'Wrong.'],
    ['{"NeutronError": {"type": "X", "message": "No net.", "detail": ""}}', 'No net.'],
    ['<html>\n <head>\n  <title>403 Forbidden</title>\n </head>\n <body>\n  <h1>403 Forbidden</h1>\n  Session &lt;1&gt; is invalid<br />\n </body>\n</html>', 'Session <1> is invalid'],
  ])('is found in %s', (text, words) => expect(messageIn(text)).toBe(words));

  it('of a failed execution is told without ids, and once', () => {
    const info = "Failure caused by error in tasks: go\n\n  go [task_ex_id=f3bc8ea3-b0d8-4132-bab4-95ff402cac86] -> The action raised an exception [action=Fail action, action_ex_id=53515117-4aa9-42b6-817c-33ce5d3d4c8a, msg='no']\n    [action_ex_id=53515117-4aa9-42b6-817c-33ce5d3d4c8a, idx=0]: The action raised an exception [action=Fail action, action_ex_id=53515117-4aa9-42b6-817c-33ce5d3d4c8a, msg='no']\n";
    expect(failureOf({ state: 'ERROR', state_info: info })).toBe("Failure caused by error in tasks: go go -> The action raised an exception [action=Fail action, msg='no']");
    expect(failureOf({ state: 'CANCELLED', state_info: null })).toBe('it was cancelled');
  });
});

describe('an execution', () => {
  it('with an id that is there is not started again', async () => {
    const api = mistral(openCloud(settings(), USER.password));
    await api.createWorkflow("version: '2.0'\nonce:\n  tasks:\n    go: {action: std.noop}\n");
    const wanted = { id: '11111111-2222-8333-8444-555555555555', workflow: 'once', input: {}, params: {}, description: '' };
    await api.startExecution(wanted);
    expect((await api.startExecution(wanted)).id).toBe(wanted.id);
  });
});

describe('what people write', () => {
  it('is completed and checked', () => {
    expect(keystoneUrl('https://cloud.example.org:5000/')).toBe('https://cloud.example.org:5000/v3');
    expect(endpointsOf('workflowv2 = http://192.0.2.10:8989/v2/\n')).toEqual({ workflowv2: 'http://192.0.2.10:8989/v2' });
    expect(endpointsOf('what?')).toBeNull();
    expect(openStackProblems(settings(), USER.password)).toEqual([]);
    expect(openStackProblems(settings({ authUrl: 'cloud', user: '', ca: 'x' }), '').map(({ field }) => field)).toEqual(['authUrl', 'user', 'secret', 'ca']);
    expect(openStackProblems(settings({ signIn: 'none' }), '').map(({ field }) => field)).toEqual(['endpoints']);
  });
});
