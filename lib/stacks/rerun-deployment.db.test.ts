/** Running deployments again on a real database, with the real engine, sandbox and agents. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { unwrapped } from '@/lib/testing/unwrapped';
import { createStack } from './create-stack';
import { deleteStack } from './operations';
import type { Caller, StackPorts } from './ports';
import { listDeployments, readLog, readStack } from './read';
import { listRuns, rerunDeployment } from './rerun-deployment';

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
  count:
    type: OS::Heat::SoftwareConfig
    properties:
      group: script
      inputs: [{name: who}]
      outputs: [{name: times}]
      config: |
        #!/bin/sh
        echo x >> "$HEARTH_SERVER_DIR/times"
        times=$(grep -c x "$HEARTH_SERVER_DIR/times")
        echo "$who, time $times"
        printf '%s' "$times" > "$heat_outputs_path.times"
        [ "$times" -ne 3 ]
  server:
    type: OS::Nova::Server
    properties: {image: debian-13, flavor: m1.small, user_data_format: SOFTWARE_CONFIG}
  greet:
    type: OS::Heat::SoftwareDeployment
    properties: {config: {get_resource: count}, server: {get_resource: server}, input_values: {who: Ada}}
outputs:
  times: {value: {get_attr: [greet, times]}}
`;

describe('running a deployment again', () => {
  it('is an update of its own by whoever asked, keeps the run before, and what reads its outputs follows', async () => {
    const { stackId } = unwrapped(await createStack(ports, caller, { name: 'again', text: TEXT }));
    const stack = { stackId, name: 'again' };
    expect(await stage.finished(stack)).toContain('CREATE_COMPLETE');
    const [first] = unwrapped(await listDeployments(ports, caller, stackId));
    if (first === undefined) throw new Error('no deployment');
    expect(unwrapped(await listRuns(ports, caller, first.id))).toEqual([]);
    expect(await rerunDeployment(ports, { ...caller, projectId: 'other' }, first.id)).toMatchObject({ problem: { code: 'not_found' } });

    unwrapped(await rerunDeployment(ports, { ...caller, userName: 'Bob' }, first.id));
    expect(await stage.finished(stack)).toContain('UPDATE_COMPLETE');
    const { operations } = unwrapped(await readStack(ports, caller, stackId));
    expect(operations.map(({ action, actor }) => [action, actor])).toEqual(expect.arrayContaining([['CREATE', 'Ann'], ['UPDATE', 'Bob']]));
    expect(await stage.output(stack, 'times')).toBe('2');
    const [second] = unwrapped(await listDeployments(ports, caller, stackId));
    expect(second).toMatchObject({ status: 'COMPLETE', outputs: { times: '2' } });
    const [earlier] = unwrapped(await listRuns(ports, caller, second?.id ?? ''));
    expect(earlier).toMatchObject({ configId: first.configId, status: 'COMPLETE', statusCode: 0, actor: 'Ann', inputs: [{ name: 'who', value: 'Ada' }], outputs: { times: '1' } });
    expect(unwrapped(await readLog(ports, caller, first.configId)).map(({ text }) => text).join('')).toBe('Ada, time 1\n');
    expect(unwrapped(await readLog(ports, { ...caller, projectId: 'other' }, first.configId))).toEqual([]);

    unwrapped(await rerunDeployment(ports, caller, second?.id ?? ''));
    expect(await stage.finished(stack), 'a failure is kept').toContain('UPDATE_FAILED');
    const failed = unwrapped(await listDeployments(ports, caller, stackId)).find(({ status }) => status === 'FAILED');
    expect(failed).toMatchObject({ statusCode: 1, outputs: { times: '3' } });
    expect(unwrapped(await listRuns(ports, caller, failed?.id ?? '')).map(({ outputs }) => outputs['times'])).toContain('2');

    unwrapped(await rerunDeployment(ports, caller, failed?.id ?? ''));
    expect(await stage.finished(stack)).toContain('UPDATE_COMPLETE');
    expect(await stage.output(stack, 'times')).toBe('4');

    unwrapped(await deleteStack(ports, caller, stackId));
    expect(await stage.finished(stack)).toContain('DELETE_COMPLETE');
    const { rows } = await ports.pool.query('SELECT 1 FROM deployment_run WHERE stack_id = $1', [stackId]);
    expect(rows, 'a deleted stack keeps none').toEqual([]);
  });

  it('reaches a deployment inside a group', async () => {
    const text = TEXT.replace('OS::Heat::SoftwareDeployment\n    properties: {config: {get_resource: count}, server: {get_resource: server}', 'OS::Heat::SoftwareDeploymentGroup\n    properties: {config: {get_resource: count}, servers: {one: {get_resource: server}}').replace(/outputs:\n {2}times.*\n$/, '');
    const { stackId } = unwrapped(await createStack(ports, caller, { name: 'group', text }));
    const stack = { stackId, name: 'group' };
    expect(await stage.finished(stack)).toContain('CREATE_COMPLETE');
    const [first] = unwrapped(await listDeployments(ports, caller, stackId));
    unwrapped(await rerunDeployment(ports, caller, first?.id ?? ''));
    expect(await stage.finished(stack)).toContain('UPDATE_COMPLETE');
    expect(unwrapped(await listDeployments(ports, caller, stackId)).map(({ outputs }) => outputs['times'])).toEqual(['2']);
  });
});
