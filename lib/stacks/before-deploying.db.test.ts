/** What is known before something is deployed, from a real database in which stacks have run. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { checkName, expectedDurations } from './before-deploying';
import { createStack } from './create-stack';
import { parameterForm } from './parameter-form';
import type { Caller, StackPorts } from './ports';

let stage: DeploymentStage;
let ports: StackPorts;
let caller: Caller;
beforeAll(async () => {
  stage = await DeploymentStage.open();
  ports = stage.ports();
  caller = stage.caller('admin');
});
afterAll(() => stage.close());

const TEXT = 'heat_template_version: 2021-04-16\nresources:\n  slow: {type: OS::Heat::TestResource, properties: {value: x, action_wait_secs: {create: 1}}}\n  quick: {type: OS::Heat::TestResource, properties: {value: x}}\n';

async function create(name: string): Promise<string> {
  const result = await createStack(ports, caller, { name, text: TEXT });
  if (!result.ok) throw new Error(result.problem.message);
  expect(await stage.finished({ stackId: result.value.stackId, name })).toContain('CREATE_COMPLETE');
  return result.value.stackId;
}

it('a name is free, or there is one like it that is', async () => {
  const name = `web-${randomUUID().slice(0, 4)}x`;
  expect(await checkName(ports, caller, name)).toEqual({ ok: true, value: { stackId: null, free: name } });
  const stackId = await create(name);
  await create(`${name}-2`);
  expect(await checkName(ports, caller, name)).toEqual({ ok: true, value: { stackId, free: `${name}-3` } });
  expect(await checkName(ports, { ...caller, projectId: 'other' }, name)).toMatchObject({ value: { stackId: null } });
  expect(await checkName(ports, caller, '1 bad')).toMatchObject({ ok: false, problem: { code: 'validation' } });
});

it('durations are those of the type in the project, and of the resource in its own stack', async () => {
  const stackId = await create(`timed-${randomUUID().slice(0, 8)}`);
  const answer = await expectedDurations(ports, caller, { types: ['OS::Heat::TestResource'], stackId });
  const found = answer.ok ? answer.value : [];
  expect(found.map(({ name, action }) => [name, action])).toEqual([[null, 'CREATE'], ['quick', 'CREATE'], ['slow', 'CREATE']]);
  const slow = found.find(({ name }) => name === 'slow');
  expect(slow?.runs).toBe(1);
  expect(slow?.median).toBeGreaterThanOrEqual(900);
  expect(found.find(({ name }) => name === 'quick')?.median).toBeLessThan(slow?.median ?? 0);
  expect(await expectedDurations(ports, { ...caller, projectId: 'other' }, { types: ['OS::Heat::TestResource'], stackId })).toEqual({ ok: true, value: [] });
});

it('what will be deployed is counted', async () => {
  const answer = await parameterForm(ports, caller, { text: `${TEXT}outputs: {said: {value: 1}}\n`, files: { 'a.sh': 'true' } });
  expect(answer).toMatchObject({ ok: true, value: { summary: { version: '2021-04-16', resources: 2, outputs: 1, files: 1 } } });
});
