/**
 * A project of which pictures are taken: stacks in several states, a drawing, a config and an environment, always the same. What happened in it happened at
 * times that are the same in every run, and the browser is told that it is noon of that day.
 */
import type { Page } from '@playwright/test';
import pg from 'pg';
import { openClient } from './client';
import { expect, type RunningInstance } from './fixtures';

export const PROJECT = 'pictures';
export const NOON = new Date('2026-01-15T12:00:00Z');
const BEGAN = Date.parse('2026-01-15T10:00:00Z');

const HEAD = 'heat_template_version: 2021-04-16\nresources:\n';
const resource = (name: string, needs: string[] = [], fails = false) => `  ${name}:\n    type: OS::Heat::TestResource\n${needs.length > 0 ? `    depends_on: [${needs.join(', ')}]\n` : ''}    properties: {value: ${name}, fail: ${fails}}\n`;
const shop = (fails: boolean) => HEAD + resource('network') + resource('database', ['network']) + resource('cache', ['network']) + resource('server', ['database', 'cache'], fails) + resource('name', ['server']);
const waits = `${HEAD}  handle:\n    type: OS::Heat::WaitConditionHandle\n  ready:\n    type: OS::Heat::WaitCondition\n    properties: {handle: {get_resource: handle}, timeout: 40000}\n${resource('after', ['ready'])}`;

/** Seconds from the beginning of an operation to the beginning of what a resource does in it, and how long that takes. */
const TIMES: Readonly<Record<string, readonly [number, number]>> = { network: [0, 4], database: [4, 12], cache: [4, 5], server: [16, 9], name: [25, 2] };
const LENGTH = 28;

const DRAWING = `heat_template_version: 2021-04-16

parameters:
  size:
    type: string
    default: small

resources:
  # The network comes first.
  network:
    type: OS::Neutron::Net
    properties:
      name: shop

  subnet:
    type: OS::Neutron::Subnet
    properties:
      network: { get_resource: network }
      cidr: 10.0.0.0/24

  server:
    type: OS::Nova::Server
    properties:
      flavor: { get_param: size }
      networks: [{ network: { get_resource: network } }]
    depends_on: subnet

  install:
    type: OS::Heat::SoftwareConfig
    properties:
      group: script
      config: |
        #!/bin/sh
        echo ready

  installed:
    type: OS::Heat::SoftwareDeployment
    properties:
      config: { get_resource: install }
      server: { get_resource: server }

outputs:
  address:
    value: { get_attr: [server, first_address] }
`;
const PLACES = { 'resource:network': { x: 0, y: 0 }, 'resource:subnet': { x: 280, y: 0 }, 'resource:server': { x: 560, y: 48 }, 'resource:install': { x: 280, y: 144 } };

export interface Pictured {
  /** Ids of stacks, by name. */
  stacks: ReadonlyMap<string, string>;
  draft: string;
}

/** Made once in an instance; found again by those who come later. */
export async function picturedProject(page: Page, instance: RunningInstance): Promise<Pictured> {
  const pool = new pg.Pool({ connectionString: instance.databaseUrl(), max: 1 });
  try {
    const { rows: known } = await pool.query('SELECT 1 FROM project WHERE name = $1', [PROJECT]);
    if (known.length === 0) await make(page, instance, pool);
    const { rows: stacks } = await pool.query<{ name: string; id: string }>('SELECT s.name, s.id FROM stack s JOIN project p ON p.id = s.project_id WHERE p.name = $1', [PROJECT]);
    const { rows: drafts } = await pool.query<{ id: string }>('SELECT d.id FROM draft d JOIN project p ON p.id = d.project_id WHERE p.name = $1', [PROJECT]);
    return { stacks: new Map(stacks.map(({ name, id }) => [name, id])), draft: drafts[0]?.id ?? '' };
  } finally {
    await pool.end();
  }
}

async function make(page: Page, instance: RunningInstance, pool: pg.Pool): Promise<void> {
  await page.goto(`${instance.url}/p/default/people`);
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByRole('dialog').getByLabel(/^Name/).fill(PROJECT);
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText(PROJECT, { exact: true }).first()).toBeVisible();

  const client = await openClient(page, instance.url, PROJECT, PROJECT);
  const add = async (name: string, template: string, more?: Record<string, unknown>): Promise<string> => client.create(name, template, more);
  const shops = { complete: await add('shop', shop(false)), failed: await add('shop-broken', shop(true), { disable_rollback: true }), rolled: await add('shop-rolled', shop(false)) };
  await add('waits', waits);
  await client.settled(shops.complete, 'shop');
  await client.settled(shops.failed, 'shop-broken');
  await client.settled(shops.rolled, 'shop-rolled');
  await client.update(shops.rolled, 'shop-rolled', shop(true), { disable_rollback: false });
  await client.settled(shops.rolled, 'shop-rolled');
  for (const [index, id] of Object.values(shops).entries()) await setTimes(pool, id, BEGAN + index * 600_000);

  await page.goto(`${instance.url}/p/${PROJECT}/designer`);
  await page.getByLabel('Template files').setInputFiles([{ name: 'drawing.yaml', mimeType: 'text/yaml', buffer: Buffer.from(DRAWING) }]);
  await page.waitForURL(/designer\/[0-9a-f-]{36}/);
  await expect(page.locator('[data-node]').first()).toBeVisible({ timeout: 60_000 });
  await page.goto(`${instance.url}/p/${PROJECT}/configs/new`);
  await page.getByLabel('Name', { exact: true }).fill('install');
  await page.getByRole('button', { name: 'Save version' }).click();
  await page.waitForURL(/configs\/[0-9a-f-]{36}/);
  await page.goto(`${instance.url}/p/${PROJECT}/environments/new`);
  await page.getByLabel('Name', { exact: true }).fill('production');
  await page.getByLabel('New name in parameters').fill('size');
  await page.getByLabel('New value in parameters').fill('large');
  await page.getByLabel('New value in parameters').press('Enter');
  await page.getByRole('button', { name: 'Save version' }).click();
  await page.waitForURL(/environments\/[0-9a-f-]{36}/);
  // Nothing looks for better places where somebody has put every card.
  await pool.query('UPDATE draft SET layout = $1 FROM project p WHERE p.id = project_id AND p.name = $2', [PLACES, PROJECT]);
}

/** Every moment of a stack's history, as if each resource had taken its time. */
async function setTimes(pool: pg.Pool, stack: string, began: number): Promise<void> {
  const { rows: operations } = await pool.query<{ id: string; number: number }>('SELECT id, number FROM operation WHERE stack_id = $1', [stack]);
  const from = new Map(operations.map(({ id, number }) => [id, began + (number - 1) * 60_000]));
  const moment = (operation: string | null, name: string | null, ended: boolean): Date => {
    const start = from.get(operation ?? '') ?? began;
    const [after, takes] = TIMES[name ?? ''] ?? [0, LENGTH];
    return new Date(start + (after + (ended ? takes : 0)) * 1000);
  };
  const { rows: events } = await pool.query<{ seq: number; operation_id: string | null; resource_name: string | null; status: string }>('SELECT seq, operation_id, resource_name, status FROM event WHERE root_id = $1 ORDER BY seq', [stack]);
  for (const { seq, operation_id: operation, resource_name: name, status } of events) {
    await pool.query('UPDATE event SET created_at = $3 WHERE root_id = $1 AND seq = $2', [stack, seq, moment(operation, name, status !== 'IN_PROGRESS')]);
  }
  for (const { id } of operations) await pool.query('UPDATE operation SET created_at = $2, started_at = $2, finished_at = $3 WHERE id = $1', [id, moment(id, null, false), moment(id, null, true)]);
  const last = operations.toSorted((a, b) => b.number - a.number)[0]?.id ?? null;
  const { rows: resources } = await pool.query<{ id: string; name: string }>('SELECT id, name FROM resource WHERE root_id = $1', [stack]);
  for (const { id, name } of resources) await pool.query('UPDATE resource SET started_at = $2, created_at = $2, updated_at = $3 WHERE id = $1', [id, moment(last, name, false), moment(last, name, true)]);
  await pool.query('UPDATE stack SET created_at = $2, updated_at = $3 WHERE id = $1', [stack, new Date(began), moment(last, null, true)]);
  await pool.query('UPDATE revision SET created_at = $2 WHERE stack_id = $1', [stack, new Date(began)]);
}
