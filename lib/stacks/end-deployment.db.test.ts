/** Runs that people end, on a real database, with the real engine, sandbox and agents. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentBoard } from '@/lib/store/deployment-board';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { unwrapped } from '@/lib/testing/unwrapped';
import { createStack } from './create-stack';
import { cancelDeployment, signalDeployment } from './end-deployment';
import type { Caller, StackPorts } from './ports';
import { listDeployments } from './read';

let stage: DeploymentStage;
let ports: StackPorts;
let caller: Caller;
beforeAll(async () => {
  stage = await DeploymentStage.open();
  ports = stage.ports();
  caller = stage.caller('member');
});
afterAll(() => stage.close());

const TEXT = `heat_template_version: 2021-04-16
resources:
  long:
    type: OS::Heat::SoftwareConfig
    properties:
      group: script
      outputs: [{name: found}]
      config: |
        #!/bin/sh
        echo begun
        sleep 120
  server:
    type: OS::Nova::Server
    properties: {image: debian-13, flavor: m1.small, user_data_format: SOFTWARE_CONFIG}
  work:
    type: OS::Heat::SoftwareDeployment
    properties: {config: {get_resource: long}, server: {get_resource: server}}
outputs:
  found: {value: {get_attr: [work, found]}}
`;

async function running(name: string) {
  const { stackId } = unwrapped(await createStack(ports, caller, { name, text: TEXT, onFailure: 'keep' }));
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const [run] = unwrapped(await listDeployments(ports, caller, stackId));
    if (run?.startedAt) return { stack: { stackId, name }, run };
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error('the script did not start');
}

const board = (text = '', status: 'FAILED' | null = null) => deploymentBoard(ports.pool, caller.projectId, { text, status }, 'hearth:trial');

describe('a run under way', () => {
  it('that somebody cancels fails for that reason', async () => {
    const { stack, run } = await running('cancelled');
    expect(await cancelDeployment(ports, { ...caller, projectId: 'other' }, run.id)).toMatchObject({ problem: { code: 'not_found' } });
    expect(unwrapped(await cancelDeployment(ports, caller, run.id))).toEqual({ name: 'work' });
    expect(await stage.finished(stack)).toContain('CREATE_FAILED');
    const [ended] = unwrapped(await listDeployments(ports, caller, stack.stackId));
    expect(ended).toMatchObject({ status: 'FAILED', statusReason: 'Cancelled by Ann', statusCode: null });
    expect(await stage.events(stack)).toContainEqual(expect.stringContaining('cancelled by Ann'));
    expect(await cancelDeployment(ports, caller, run.id), 'it is over').toMatchObject({ problem: { code: 'not_found' } });
  });

  it('that somebody signals is done with what the signal says', async () => {
    const { stack, run } = await running('signalled');
    unwrapped(await signalDeployment(ports, caller, run.id, { deploy_status_code: 0, found: 'by hand', 'hearth:cancelled': 'Bob' }));
    expect(await stage.finished(stack)).toContain('CREATE_COMPLETE');
    expect(await stage.output(stack, 'found')).toBe('by hand');
    const [ended] = unwrapped(await listDeployments(ports, caller, stack.stackId));
    expect(Date.parse(ended?.signalledAt ?? '')).toBeGreaterThanOrEqual(Date.parse(ended?.startedAt ?? ''));
  });
});

describe('the list of deployments', () => {
  it('has those of all stacks, the latest first, with who asked for them, and finds them by what they are called and how they ended', async () => {
    const { rows, isCut } = await board();
    expect(isCut).toBe(false);
    expect(rows.map(({ stack, operation, status }) => [stack?.name, operation, status])).toEqual([
      ['signalled', { number: 1, action: 'CREATE', actor: 'Ann' }, 'COMPLETE'], ['cancelled', { number: 1, action: 'CREATE', actor: 'Ann' }, 'FAILED'],
    ]);
    expect((await board('WORK cancel')).rows.map(({ stack }) => stack?.name)).toEqual(['cancelled']);
    expect((await board('', 'FAILED')).rows.map(({ stack }) => stack?.name)).toEqual(['cancelled']);
    expect((await board('100%')).rows).toEqual([]);
    expect((await deploymentBoard(ports.pool, 'other', { text: '', status: null }, 'hearth:trial')).rows).toEqual([]);
  });
});
