/** Environments and secrets of a project, and what is deployed with them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '@/lib/runtime/worker';
import { createStack } from '@/lib/stacks/create-stack';
import { parameterForm } from '@/lib/stacks/parameter-form';
import { previewPlan } from '@/lib/stacks/plan';
import { readSource, readValues } from '@/lib/stacks/read';
import { type StackBench, stackBench } from '@/lib/stacks/testing/bench';
import { updateStack } from '@/lib/stacks/update-stack';
import { listActivity } from '@/lib/store/activity';
import { unwrapped } from '@/lib/testing/unwrapped';
import { createSecret, listEnvironments, listSecrets, readEnvironment, removeEnvironment, rotateSecret, saveEnvironment } from './environments';

let bench: StackBench;
beforeAll(async () => {
  bench = await stackBench();
});
afterAll(() => bench.close());

const TEMPLATE = `heat_template_version: 2021-04-16
parameters:
  size: {type: string, default: small}
  password: {type: string, hidden: true}
resources:
  shown: {type: OS::Heat::Value, properties: {value: {get_param: size}}}
  kept: {type: OS::Heat::Value, properties: {value: {get_param: password}}}
`;
const BASE = 'parameters:\n  size: medium # of everything\n  password: {get_secret: database}\n';

const save = (name: string, text: string, after = 0, id: string | null = null) => saveEnvironment(bench.ports, bench.caller, id, { name, text, after });
const everything = async (): Promise<string> => JSON.stringify((await bench.database.pool.query('SELECT r.*, (SELECT jsonb_agg(o) FROM operation o) AS operations FROM revision r')).rows);

describe('an environment', () => {
  it('has a new version for every save, byte for byte as it was written', async () => {
    const { id } = unwrapped(await save('versions', BASE));
    unwrapped(await save('versions', 'parameters: {}\n', 1, id));
    expect(unwrapped(await readEnvironment(bench.ports, bench.caller, id)).versions.map(({ number, text }) => [number, text])).toEqual([[2, 'parameters: {}\n'], [1, BASE]]);
    expect(await save('versions', BASE, 1, id), 'somebody has not seen version 2').toMatchObject({ problem: { code: 'conflict' } });
    expect(await save('versions', BASE), 'the name is taken').toMatchObject({ problem: { code: 'conflict' } });
  });

  it('is refused with what the API would refuse', async () => {
    expect(await save('bad', 'parameterz: {}\n')).toMatchObject({ problem: { code: 'validation', message: expect.stringContaining('"parameterz" is not a section') } });
    expect((await listEnvironments(bench.ports, bench.caller)).ok && unwrapped(await listEnvironments(bench.ports, bench.caller)).some(({ name }) => name === 'bad')).toBe(false);
  });

  it('of another project is not there', async () => {
    const { id } = unwrapped(await save('private', BASE));
    const stranger = { ...bench.caller, projectId: 'other' };
    expect(await readEnvironment(bench.ports, stranger, id)).toMatchObject({ problem: { code: 'not_found' } });
    expect(await removeEnvironment(bench.ports, stranger, id)).toMatchObject({ problem: { code: 'not_found' } });
    expect(await createStack(bench.ports, stranger, { name: 'thief', text: TEMPLATE, environments: [{ id }], parameters: { password: 'x' } })).toMatchObject({ problem: { message: expect.stringContaining('no such environment') } });
  });
});

describe('a deployment with environments', () => {
  it('takes the last that gives a value, and what was typed before all of them', async () => {
    unwrapped(await createSecret(bench.ports, bench.caller, { name: 'database', value: 'correct horse' }));
    const base = unwrapped(await save('base', BASE)).id;
    const prod = unwrapped(await save('prod', 'parameters:\n  size: large\n')).id;
    const form = unwrapped(await parameterForm(bench.ports, bench.caller, { text: TEMPLATE, environments: [{ id: base }, { id: prod }] }));
    expect([form.values, form.supplied], 'the form shows what comes from where, and no secret').toEqual([{ size: 'large' }, ['password']]);
    const { stackId } = unwrapped(await createStack(bench.ports, bench.caller, { name: 'layered', text: TEMPLATE, environments: [{ id: base }, { id: prod }] }));
    // As the worker does with the first operation.
    await bench.database.pool.query('UPDATE stack SET revision_id = (SELECT id FROM revision WHERE stack_id = $1) WHERE id = $1', [stackId]);
    const { parameters } = unwrapped(await readValues(bench.ports, bench.caller, stackId));
    const { rows: [revision] } = await bench.database.pool.query<{ environment: unknown; layers: unknown }>('SELECT environment, layers FROM revision WHERE stack_id = $1', [stackId]);
    expect(revision?.environment).toEqual({ parameters: { size: 'large' } });
    expect(revision?.layers).toMatchObject({ environments: [{ name: 'base', number: 1 }, { name: 'prod', number: 1 }], secrets: [{ name: 'database', number: 1 }] });
    expect(parameters.find(({ name }) => name === 'password')).toMatchObject({ hidden: true, value: null });
    expect(unwrapped(await readSource(bench.ports, bench.caller, stackId)), 'an update starts from what was given, and the same environments').toMatchObject({ environment: {}, environments: [{ id: base }, { id: prod }] });
    const typed = unwrapped(await createStack(bench.ports, bench.caller, { name: 'typed', text: TEMPLATE, environments: [{ id: base }], parameters: { size: 'huge' } }));
    expect((await bench.database.pool.query('SELECT parameters FROM revision WHERE stack_id = $1', [typed.stackId])).rows[0]).toEqual({ parameters: { size: 'huge' } });
    expect(unwrapped(await listEnvironments(bench.ports, bench.caller)).find(({ name }) => name === 'base')?.usedBy).toBe(2);
  });

  it('never stores a secret where it can be read', async () => {
    expect(await everything()).not.toContain('correct horse');
    expect(JSON.stringify(unwrapped(await listSecrets(bench.ports, bench.caller)))).not.toContain('correct horse');
    expect(JSON.stringify((await bench.database.pool.query('SELECT * FROM secret_version')).rows)).not.toContain('correct horse');
  });

  it('notes that a secret was read, and by which stacks it is used', async () => {
    const [secret] = unwrapped(await listSecrets(bench.ports, bench.caller));
    expect(secret).toMatchObject({ name: 'database', usedBy: [{ stackName: 'layered', number: 1 }, { stackName: 'typed', number: 1 }], namedIn: expect.arrayContaining(['base']) });
    expect(secret?.readAt).not.toBeNull();
    const activity = await listActivity(bench.database.pool, { projectId: 'p', limit: 100 });
    expect(activity.filter(({ kind, action }) => kind === 'secret' && action === 'read').map(({ detail }) => detail).toSorted()).toEqual(['version 1, for the stack layered', 'version 1, for the stack typed']);
    expect(activity.some(({ kind, action, subjectName }) => kind === 'stack' && action === 'create' && subjectName === 'layered')).toBe(true);
  });

  it('has the new value of a secret with the next update, and not before', async () => {
    const [secret] = unwrapped(await listSecrets(bench.ports, bench.caller));
    const [layered] = (await bench.database.pool.query<{ id: string }>("SELECT id FROM stack WHERE name = 'layered'")).rows;
    unwrapped(await rotateSecret(bench.ports, bench.caller, secret?.id ?? '', 'battery staple'));
    const secretsOf = async () => {
      const { rows } = await bench.database.pool.query<{ secrets: string }>('SELECT secrets FROM revision WHERE stack_id = $1 ORDER BY number DESC LIMIT 1', [layered?.id]);
      return bench.ports.vault.open(rows[0]?.secrets ?? '');
    };
    expect(await secretsOf()).toEqual({ password: 'correct horse' });
    const base = unwrapped(await listEnvironments(bench.ports, bench.caller)).find(({ name }) => name === 'base')?.id ?? '';
    unwrapped(await updateStack(bench.ports, bench.caller, layered?.id ?? '', { text: TEMPLATE, environments: [{ id: base }] }));
    expect(await secretsOf()).toEqual({ password: 'battery staple' });
  });

  it('is refused where the template would show the secret, or there is none of that name', async () => {
    const open = unwrapped(await save('open', 'parameters:\n  size: {get_secret: database}\n')).id;
    expect(await previewPlan(bench.ports, bench.caller, { text: TEMPLATE, environments: [{ id: open }], parameters: { password: 'x' } })).toMatchObject({ problem: { message: expect.stringContaining('shows its value to everybody') } });
    const missing = unwrapped(await save('missing', 'parameters:\n  password: {get_secret: nothing}\n')).id;
    expect(await previewPlan(bench.ports, bench.caller, { text: TEMPLATE, environments: [{ id: missing }] })).toMatchObject({ problem: { message: expect.stringContaining('none of that name') } });
  });

  it('is planned anew when an environment has changed in between', async () => {
    const { id } = unwrapped(await save('moving', 'parameters:\n  size: one\n'));
    const request = { name: 'moving', text: TEMPLATE, environments: [{ id }], parameters: { password: 'x' } };
    const { planId } = unwrapped(await previewPlan(bench.ports, bench.caller, request));
    unwrapped(await save('moving', 'parameters:\n  size: two\n', 1, id));
    expect(await createStack(bench.ports, bench.caller, { ...request, planId })).toMatchObject({ problem: { code: 'moved' } });
  });
});

const OUTER = `heat_template_version: 2021-04-16
resources:
  inside: {type: inner.yaml}
`;
const INNER = `heat_template_version: 2021-04-16
parameters:
  inner_password: {type: string, hidden: true}
resources:
  kept: {type: OS::Heat::Value, properties: {value: {get_param: inner_password}}}
`;
const INSIDE = 'parameter_defaults:\n  inner_password: {get_secret: inner}\n';

describe('a secret for a parameter of a nested template', () => {
  const worker = () => startWorker({ pool: bench.database.pool, databaseUrl: bench.database.url, queue: bench.ports.queue, registry: bench.ports.registry, catalogue: bench.ports.catalogue, vault: bench.ports.vault, logger: { info: () => undefined, warn: () => undefined, error: () => undefined }, lingerMs: 50 });
  const request = async () => ({ text: OUTER, files: { 'inner.yaml': INNER }, environments: [{ id: unwrapped(await listEnvironments(bench.ports, bench.caller)).find(({ name }) => name === 'inside')?.id ?? '' }] });
  const state = async (id: string) => (await bench.database.pool.query<{ state: string }>("SELECT action || '_' || status AS state FROM stack WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM operation WHERE stack_id = $1 AND status IN ('PENDING', 'IN_PROGRESS'))", [id])).rows[0]?.state;
  const kept = async (id: string): Promise<unknown> => {
    const { rows: [row] } = await bench.database.pool.query<{ sealed: string }>("SELECT sealed FROM resource WHERE root_id = $1 AND name = 'kept'", [id]);
    return bench.ports.vault.open(row?.sealed ?? '');
  };

  it('is bound there, kept out of sight, and followed when it changes', async () => {
    unwrapped(await createSecret(bench.ports, bench.caller, { name: 'inner', value: 'open sesame' }));
    unwrapped(await save('inside', INSIDE));
    const running = await worker();
    try {
      const { stackId } = unwrapped(await createStack(bench.ports, bench.caller, { name: 'nested', ...(await request()) }));
      await expect.poll(() => state(stackId), { timeout: 20_000 }).toBe('CREATE_COMPLETE');
      expect(await kept(stackId)).toMatchObject({ properties: { value: 'open sesame' } });
      const { rows } = await bench.database.pool.query('SELECT row_to_json(r) FROM revision r UNION ALL SELECT row_to_json(r) FROM resource r UNION ALL SELECT row_to_json(e) FROM event e UNION ALL SELECT row_to_json(o) FROM operation o');
      expect(JSON.stringify([rows, unwrapped(await readValues(bench.ports, bench.caller, stackId)), unwrapped(await readSource(bench.ports, bench.caller, stackId))])).not.toContain('open sesame');

      const secret = unwrapped(await listSecrets(bench.ports, bench.caller)).find(({ name }) => name === 'inner');
      expect(secret).toMatchObject({ usedBy: [{ stackName: 'nested', number: 1 }] });
      unwrapped(await rotateSecret(bench.ports, bench.caller, secret?.id ?? '', 'shut up'));
      unwrapped(await updateStack(bench.ports, bench.caller, stackId, await request()));
      await expect.poll(() => state(stackId), { timeout: 20_000 }).toBe('UPDATE_COMPLETE');
      expect(await kept(stackId)).toMatchObject({ properties: { value: 'shut up' } });

      // Without the environment it keeps the value, as hidden parameters of the root do.
      unwrapped(await updateStack(bench.ports, bench.caller, stackId, { text: `${OUTER}  more: {type: OS::Heat::Value, properties: {value: 1}}\n`, files: { 'inner.yaml': INNER } }));
      await expect.poll(() => state(stackId), { timeout: 20_000 }).toBe('UPDATE_COMPLETE');
      expect(await kept(stackId)).toMatchObject({ properties: { value: 'shut up' } });
    } finally {
      await running.stop();
    }
  });

  it('is refused where that template would show it', async () => {
    expect(await previewPlan(bench.ports, bench.caller, { ...(await request()), files: { 'inner.yaml': INNER.replace(', hidden: true', '') } })).toMatchObject({ problem: { message: expect.stringContaining('inner.yaml') } });
  });
});
