/** Applications of templates, deployed as the product does, by Murano: a stand-in, and a real one where there is one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonMap } from '@/lib/hot/types';
import { murano } from '@/lib/providers/openstack/murano';
import type { Deployment } from '@/lib/testing/deployment-stage';
import { type CloudStage, freshName, openCloudStage } from '@/lib/testing/openstack/cloud-stage';
import { testClouds } from '@/lib/testing/openstack/test-cloud';
import { idOf } from './model';

interface Words {
  word?: string;
  seconds?: number;
  fail?: string;
  environment?: string;
  timeout?: number;
  type?: string;
}

/** No networks: the tests want no Neutron. */
const GREETER = ({ word = 'hello', seconds = 0, fail, environment, timeout, type = 'org.hearth.Greeter' }: Words = {}): string => `
heat_template_version: 2021-04-16
resources:
  app:
    type: Hearth::Murano::Application
    properties:
      type: ${type}
      ${environment === undefined ? 'default_networks: {environment: null, flat: null}' : `environment: ${environment}`}
      ${timeout === undefined ? '' : `timeout: ${timeout}`}
      properties:
        word: ${word}
        seconds: ${seconds}
        ${fail === undefined ? '' : `fail: ${fail}`}
  reader:
    type: OS::Heat::Value
    properties: {value: {str_replace: {template: 'it says WORD', params: {WORD: {get_attr: [app, outputs, greeting]}}}}}
outputs:
  heard: {value: {get_attr: [reader, value]}}
  reports: {value: {get_attr: [app, reports]}}
`;

describe.each(testClouds())('applications at $name', ({ open }) => {
  let site: CloudStage;
  let cloud: CloudStage['cloud'];
  let stage: CloudStage['stage'];
  beforeAll(async () => {
    site = await openCloudStage(open);
    ({ cloud, stage } = site);
  });
  afterAll(() => site.close());

  const name = freshName;
  const at = () => murano(cloud.cloud);
  const data = async ({ stackId }: Deployment): Promise<JsonMap> => {
    const { rows } = await stage.world.database.pool.query<{ data: JsonMap }>("SELECT data FROM resource WHERE root_id = $1 AND name = 'app' ORDER BY created_at DESC", [stackId]);
    return rows[0]?.data ?? {};
  };
  const environment = async (stack: Deployment): Promise<string> => String((await data(stack))['environment']);
  const complete: CloudStage['complete'] = (stack, action) => site.complete(stack, action);

  it('are deployed in environments of their own, tell what they set themselves, are changed in place, and go', async () => {
    const stack = await stage.create(name(), GREETER());
    await complete(stack, 'CREATE');
    expect(await stage.output(stack, 'heard')).toBe('it says hello from Murano');
    expect(await stage.output(stack, 'reports')).toEqual(expect.arrayContaining([expect.objectContaining({ level: 'info', text: 'Greeter begins' })]));
    const id = await environment(stack);
    expect(await at().services(id)).toHaveLength(1);

    await stage.update(stack, GREETER({ word: 'good day' }));
    await complete(stack, 'UPDATE');
    expect(await stage.output(stack, 'heard')).toBe('it says good day from Murano');
    expect(await environment(stack)).toBe(id);
    expect(await at().services(id)).toHaveLength(1);

    await stage.delete(stack);
    await complete(stack, 'DELETE');
    expect(await at().findEnvironment(id)).toBeNull();
  });

  it('are that of the example as well', async () => {
    const text = readFileSync(path.join(import.meta.dirname, '../../../examples/murano.yaml'), 'utf8');
    expect(stage.problems(text)).toEqual([]);
    const stack = await stage.create(name(), text);
    await complete(stack, 'CREATE');
    expect(await stage.output(stack, 'sign')).toBe('The application says hello from Murano');
    await stage.delete(stack);
    await complete(stack, 'DELETE');
  });

  it('fail the stack in the words of Murano, and leave no environment behind', async () => {
    const stack = await stage.create(name(), GREETER({ fail: 'no luck today' }));
    await complete(stack, 'ROLLBACK');
    expect(await stage.events(stack)).toContain('app CREATE_FAILED Error: resources.app: Murano could not deploy it: [org.hearth.GreeterError]: no luck today');
    expect((await at().environments()).filter((one) => one.name.includes(stack.name))).toEqual([]);
    const unknown = await stage.create(name(), GREETER({ type: 'org.hearth.Nowhere' }));
    await complete(unknown, 'ROLLBACK');
    expect(await stage.events(unknown)).toContain('app CREATE_FAILED Error: resources.app: Murano could not deploy it: Package for class "org.hearth.Nowhere" is not found');
  });

  it('are as before after an update that failed', async () => {
    const stack = await stage.create(name(), GREETER());
    await complete(stack, 'CREATE');
    const id = await environment(stack);
    await stage.update(stack, GREETER({ word: 'good day', fail: 'not like this' }));
    await complete(stack, 'ROLLBACK');
    expect(await stage.output(stack, 'heard')).toBe('it says hello from Murano');
    expect(await environment(stack)).toBe(id);
    await stage.delete(stack);
    await complete(stack, 'DELETE');
  });

  it('are deployed once, although the answers were lost and the worker is another one', async () => {
    cloud.loseAnswer('POST', /^\/environments$/);
    const stack = await stage.create(name(), GREETER({ seconds: 8 }));
    await stage.heard(stack, /^attempt 2 of|^Murano/);
    cloud.loseAnswer('POST', /\/deploy$/);
    await stage.heard(stack, /^Murano: /);
    await stage.stopWorker();
    await stage.startWorker();
    await complete(stack, 'CREATE');
    const id = await environment(stack);
    expect(await at().deployments(id)).toHaveLength(1);
    expect((await at().environments()).filter((one) => one.name.includes(stack.name))).toHaveLength(1);
    await stage.delete(stack);
    await complete(stack, 'DELETE');
    expect(await at().findEnvironment(id)).toBeNull();
  });

  it('fail when Murano takes too long, and are removed when it has ended', async () => {
    const stack = await stage.create(name(), GREETER({ seconds: 4, timeout: 2 }));
    await complete(stack, 'ROLLBACK');
    const events = await stage.events(stack);
    expect(events).toContainEqual(expect.stringMatching(/^app CREATE_FAILED Error: resources\.app: Timed out: Murano did not deploy it within 2 seconds\. Its last report was: /));
  }, 120_000);

  it('share an environment that is there, one after the other, and leave it alone', async () => {
    const shared = await at().createEnvironment(name(), { environment: null, flat: null });
    const first = await stage.create(name(), GREETER({ environment: shared.name, seconds: 1 }));
    const second = await stage.create(name(), GREETER({ environment: shared.id, word: 'second', seconds: 1 }));
    await complete(first, 'CREATE');
    await complete(second, 'CREATE');
    expect(await stage.output(first, 'heard')).toBe('it says hello from Murano');
    expect(await stage.output(second, 'heard')).toBe('it says second from Murano');
    const both = await at().services(shared.id);
    expect(new Set(both.map(idOf)).size).toBe(2);
    await stage.delete(first);
    await complete(first, 'DELETE');
    expect((await at().services(shared.id)).map((service) => service['word'])).toEqual(['second']);
    await stage.delete(second);
    await complete(second, 'DELETE');
    expect(await at().findEnvironment(shared.id)).toMatchObject({ status: 'ready', services: [] });
    await at().deleteEnvironment(shared.id);
  });

  it('are not deployed where there is no such environment', async () => {
    const stack = await stage.create(name(), GREETER({ environment: 'nowhere' }));
    await complete(stack, 'ROLLBACK');
    expect(await stage.events(stack)).toContain('app CREATE_FAILED NotFound: resources.app: Property environment: there is no environment "nowhere" at Murano.');
  });
});
