/** The shapes of bench/engine.ts, asked for over Heat's API: from the request to the moment at which the API says that all is through. */
import { z } from 'zod';
import type { JsonMap } from '@/lib/hot/types';

const shown = z.object({ stack: z.object({ stack_status: z.string() }) });
/** How often the state is asked for, in milliseconds: what is measured is no finer than that. */
const ASK_EVERY = 10;

export interface Api {
  /** `.../stacks` of a project. */
  stacks: string;
  headers: Record<string, string>;
}

export interface Shape {
  what: string;
  /** Milliseconds. */
  took: number;
}

type Resources = Record<string, JsonMap>;

const value = (index: number, of: number | string = index): JsonMap => ({ type: 'OS::Heat::Value', properties: { value: `${index} ${of}` } });

export async function shapes(api: Api, resources: number): Promise<Shape[]> {
  const independent = (changed: number): Resources => Object.fromEntries(Array.from({ length: resources }, (_, index) => [`r${index}`, value(index, index < changed ? 'changed' : 'first')]));
  const chain: Resources = Object.fromEntries(Array.from({ length: resources }, (_, index) => [`r${index}`, { ...value(index), ...(index === 0 ? {} : { depends_on: `r${index - 1}` }) }]));
  const layers: Resources = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => {
    const layer = Math.floor(index / 20);
    const last = index === 999;
    return [`r${index}`, { ...(last ? { type: 'OS::Heat::TestResource', properties: { fail: true } } : value(index)), ...(layer === 0 ? {} : { depends_on: Array.from({ length: 20 }, (_each, of) => `r${(layer - 1) * 20 + of}`) }) }];
  }));
  const [made, created] = await create(api, 'independent', independent(0));
  const updated = await act(api, made, 'PUT', { template: templateOf(independent(Math.ceil(resources / 10))) }, 'UPDATE_COMPLETE');
  const deleted = await act(api, made, 'DELETE', null, 'DELETE_COMPLETE');
  const [, chained] = await create(api, 'chain', chain);
  const [, rolledBack] = await create(api, 'layers', layers, 'ROLLBACK_COMPLETE');
  return [
    { what: `${resources} independent: create`, took: created },
    { what: `${resources} independent: update a tenth`, took: updated },
    { what: `${resources} independent: delete`, took: deleted },
    { what: `chain of ${resources}: create`, took: chained },
    { what: '50 layers of 20, rollback from the last', took: rolledBack },
  ];
}

function templateOf(resources: Resources): JsonMap {
  return { heat_template_version: '2021-04-16', resources };
}

let names = 0;

async function create(api: Api, name: string, resources: Resources, wanted = 'CREATE_COMPLETE'): Promise<[address: string, took: number]> {
  names += 1;
  const start = performance.now();
  const answer = await fetch(api.stacks, { method: 'POST', headers: api.headers, body: JSON.stringify({ stack_name: `${name}-${names}`, template: templateOf(resources), disable_rollback: false }) });
  const address = answer.headers.get('location');
  if (address === null) throw new Error(await answer.text());
  await until(api, address, wanted);
  return [address, performance.now() - start];
}

async function act(api: Api, address: string, method: string, body: JsonMap | null, wanted: string): Promise<number> {
  const start = performance.now();
  const answer = await fetch(address, { method, headers: api.headers, ...(body === null ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(await answer.text());
  await until(api, address, wanted);
  return performance.now() - start;
}

async function until(api: Api, address: string, wanted: string): Promise<void> {
  for (;;) {
    const { stack } = shown.parse(await (await fetch(`${address}?resolve_outputs=false`, { headers: api.headers })).json());
    if (stack.stack_status === wanted) return;
    if (stack.stack_status.endsWith('_FAILED') && !wanted.startsWith('ROLLBACK')) throw new Error(`${address} is ${stack.stack_status}.`);
    await new Promise((resolve) => {
      setTimeout(resolve, ASK_EVERY);
    });
  }
}
