/** What a command shows before it is given is what it does: on a real database, with a real worker. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { createStack } from './create-stack';
import { readLogPages, readLogTail } from './logs';
import { changeStackOptions, deleteStack, retryStack } from './operations';
import { markUnhealthy } from './mark-unhealthy';
import { outlookOf } from './outlook';
import { previewDelete, previewHealthy, previewRetry } from './plan';
import { planOutcome } from './plan-outcome';
import type { Caller, StackPorts } from './ports';
import { readPage, readValues } from './read';
import { updateStack } from './update-stack';

let stage: DeploymentStage;
let ports: StackPorts;
let caller: Caller;
beforeAll(async () => {
  stage = await DeploymentStage.open();
  ports = stage.ports();
  caller = stage.caller('admin');
});
afterAll(() => stage.close());

const TEXT = (fails: boolean) => `heat_template_version: 2021-04-16
parameters:
  word: {type: string, default: hello}
  secret: {type: string, hidden: true, default: hush}
resources:
  net: {type: OS::Heat::TestResource, properties: {value: {get_param: word}}}
  kept: {type: OS::Heat::TestResource, deletion_policy: Retain, depends_on: net, properties: {value: k}}
  web: {type: OS::Heat::TestResource, depends_on: kept, properties: {value: w, fail: ${fails}}}
  dns: {type: OS::Heat::TestResource, depends_on: web, properties: {value: d}}
`;

async function must<T>(result: Promise<{ ok: true; value: T } | { ok: false; problem: { message: string } }>): Promise<T> {
  const answer = await result;
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value;
}

async function create(text: string, parameters = {}): Promise<{ stackId: string; name: string }> {
  const name = `s-${randomUUID()}`;
  const { stackId } = await must(createStack(ports, caller, { name, text, parameters, onFailure: 'keep' }));
  await stage.finished({ stackId, name });
  return { stackId, name };
}

const lastOperation = async (stackId: string): Promise<string> => (await must(readPage(ports, caller, stackId))).stack.operations[0]?.id ?? '';

describe('a retry', () => {
  it('does what was shown, and says afterwards where it did not', async () => {
    const stack = await create(TEXT(true));
    const plan = await must(previewRetry(ports, caller, stack.stackId));
    expect(Object.fromEntries(plan.entries.map(({ name, decision }) => [name, decision]))).toEqual({ net: 'keep', kept: 'keep', web: 'replace', dns: 'create' });
    await must(retryStack(ports, caller, stack.stackId, plan.planId));
    await stage.finished(stack);
    const outcome = await must(planOutcome(ports, caller, stack.stackId, await lastOperation(stack.stackId)));
    // It failed again, so that what comes after was not attempted.
    expect(outcome?.differing).toContainEqual({ name: 'dns', planned: 'create', actual: 'keep' });
  });

  it('is refused when the stack has moved since it was shown', async () => {
    const stack = await create(TEXT(true));
    const plan = await must(previewRetry(ports, caller, stack.stackId));
    await must(updateStack(ports, caller, stack.stackId, { text: TEXT(false) }));
    await stage.finished(stack);
    expect(await retryStack(ports, caller, stack.stackId, plan.planId)).toMatchObject({ ok: false, problem: { code: 'moved' } });
  });
});

describe('a failed resource that is taken for well', () => {
  it('is left alone by a retry, as was shown; one that was never made cannot be', async () => {
    const stack = await create(TEXT(true));
    const { resources } = (await must(readPage(ports, caller, stack.stackId))).stack;
    const target = (name: string) => {
      const found = resources.find((each) => each.name === name);
      if (found === undefined) throw new Error(`no resource ${name}`);
      return { ...found, rootId: stack.stackId };
    };
    const plan = await must(previewHealthy(ports, caller, stack.stackId, target('web').id));
    expect(Object.fromEntries(plan.entries.map(({ name, decision }) => [name, decision]))).toEqual({ net: 'keep', kept: 'keep', web: 'keep', dns: 'create' });
    expect(await markUnhealthy(ports, target('dns'), { unhealthy: false, asItIs: true, reason: null })).toMatchObject({ ok: false, problem: { code: 'not_made' } });
    await must(markUnhealthy(ports, target('web'), { unhealthy: false, asItIs: true, reason: 'looked at it' }));
    await expect.poll(async () => (await must(readPage(ports, caller, stack.stackId))).stack.resources.find(({ name }) => name === 'web'), { timeout: 20_000 }).toMatchObject({ action: 'CHECK', status: 'COMPLETE', statusReason: 'looked at it' });
    await must(retryStack(ports, caller, stack.stackId));
    expect(await stage.finished(stack)).toContain('UPDATE_COMPLETE');
  });
});

describe('how long things take', () => {
  it('is read from what succeeded in the project, by type and action; nothing is left of what is over', async () => {
    const stack = await create(TEXT(false));
    const { work, lengths } = await must(outlookOf(ports, caller, stack.stackId));
    expect(work).toEqual([]);
    const made = lengths.find(({ type, action }) => type === 'OS::Heat::TestResource' && action === 'CREATE');
    expect(made?.runs).toBeGreaterThanOrEqual(4);
    expect(made?.median).toBeGreaterThanOrEqual(0);
  });
});

describe('a deletion', () => {
  it('shows what is kept and in which order the rest goes, and does just that', async () => {
    const stack = await create(TEXT(false));
    const plan = await must(previewDelete(ports, caller, stack.stackId));
    expect(plan.entries.map(({ name, decision, whenDeleted }) => [name, decision, whenDeleted]).toSorted()).toEqual([['dns', 'delete', 'deleted'], ['kept', 'delete', 'retained'], ['net', 'delete', 'deleted'], ['web', 'delete', 'deleted']]);
    expect(plan.entries.find(({ name }) => name === 'dns')?.requires).toEqual(['web']);
    await must(deleteStack(ports, caller, stack.stackId, false, plan.planId));
    await stage.finished(stack);
    expect(await must(planOutcome(ports, caller, stack.stackId, await lastOperation(stack.stackId)))).toMatchObject({ differing: [] });
  });

  it('is refused when the stack has moved since it was shown', async () => {
    const stack = await create(TEXT(false));
    const plan = await must(previewDelete(ports, caller, stack.stackId));
    await must(updateStack(ports, caller, stack.stackId, { text: TEXT(false), parameters: { word: 'other' } }));
    await stage.finished(stack);
    expect(await deleteStack(ports, caller, stack.stackId, false, plan.planId)).toMatchObject({ ok: false, problem: { code: 'moved' } });
  });
});

describe('what a stack was told', () => {
  it('says where each value comes from, and no secret', async () => {
    const stack = await create(TEXT(false), { secret: 'very-secret' });
    const { parameters } = await must(readValues(ports, caller, stack.stackId));
    expect(parameters.map(({ name, from, value }) => [name, from, value])).toEqual([['word', 'default', 'hello'], ['secret', 'given', null]]);
  });

  it('can be changed for the next operations without one', async () => {
    const stack = await create(TEXT(false));
    await must(changeStackOptions(ports, caller, stack.stackId, { onFailure: 'pause', timeoutMins: 5, tags: ['a', 'b'] }));
    expect((await must(readPage(ports, caller, stack.stackId))).stack).toMatchObject({ onFailure: 'pause', timeoutMins: 5, tags: ['a', 'b'] });
    expect(await changeStackOptions(ports, caller, stack.stackId, { onFailure: 'pause', timeoutMins: 0, tags: [] })).toMatchObject({ ok: false, problem: { code: 'validation' } });
  });
});

describe('the output of a run', () => {
  const configId = randomUUID();
  beforeAll(async () => {
    const deploymentId = randomUUID();
    await ports.pool.query("INSERT INTO software_deployment (id, project_id, server_id, config_id, action, status) VALUES ($1, $2, 's', $3, 'CREATE', 'COMPLETE')", [deploymentId, caller.projectId, configId]);
    await ports.pool.query(
      `INSERT INTO deployment_log (config_id, seq, deployment_id, stream, position, bytes, text) SELECT $1, n, $2, 'stdout', n * 100, 1, 'line ' || n || E'\\n' || 'more' || E'\\n' FROM generate_series(1, 1203) n`, [configId, deploymentId],
    );
  });

  it('comes in pages, all of it and each piece once', async () => {
    const pieces: number[] = [];
    for await (const page of readLogPages(ports, caller, configId, -1)) pieces.push(...page.map(({ seq }) => seq));
    expect(pieces).toEqual(Array.from({ length: 1203 }, (_, index) => index + 1));
  });

  it('goes on after any piece', async () => {
    const pieces: number[] = [];
    for await (const page of readLogPages(ports, caller, configId, 1201)) pieces.push(...page.map(({ seq }) => seq));
    expect(pieces).toEqual([1202, 1203]);
  });

  it('has an end that knows how many lines stand before it', async () => {
    const { chunks, linesBefore } = await readLogTail(ports, caller, configId, 3);
    expect([chunks.map(({ seq }) => seq), linesBefore]).toEqual([[1201, 1202, 1203], 2400]);
  });

  it('has an end of long pieces that is no more than some screens', async () => {
    const [long, deploymentId] = [randomUUID(), randomUUID()];
    await ports.pool.query("INSERT INTO software_deployment (id, project_id, server_id, config_id, action, status) VALUES ($1, $2, 's', $3, 'CREATE', 'COMPLETE')", [deploymentId, caller.projectId, long]);
    await ports.pool.query("INSERT INTO deployment_log (config_id, seq, deployment_id, stream, position, bytes, text) SELECT $1, n, $2, 'stdout', n * 100, 1, repeat('ö', 19999) || E'\\n' FROM generate_series(1, 40) n", [long, deploymentId]);
    const { chunks, linesBefore } = await readLogTail(ports, caller, long, 40);
    expect([chunks.map(({ seq }) => seq), linesBefore]).toEqual([[38, 39, 40], 37]);
  });

  it('is nothing for another project', async () => {
    expect((await readLogTail(ports, { ...caller, projectId: 'e'.repeat(32) }, configId, 3)).chunks).toEqual([]);
  });
});
