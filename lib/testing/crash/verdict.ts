/** What must hold of a stack that has come to rest, whatever was killed on the way. Every violation is told; none is an empty list. */
import { persist } from './persist';
import type { Site } from './site';
import type { Subject } from './subject';
import type { Version } from './templates';

interface Row {
  id: string;
  stack_id: string;
  name: string;
  type: string;
  physical: string | null;
  action: string;
  status: string;
  properties: unknown;
  replaced_by: string | null;
}

interface EventRow {
  seq: number;
  stack_id: string;
  resource_id: string | null;
  resource_name: string;
  action: string;
  status: string;
  waiting: boolean;
  reason: string;
}

const isNested = (type: string): boolean => type.endsWith('.yaml') || type === 'OS::Heat::ResourceGroup';
const isThing = (type: string): boolean => type.startsWith('Test::');
const SANDBOX = /^OS::(Neutron|Cinder)::/;

/** Other rounds may be breaking the database meanwhile: what is looked at is looked at again. */
export function violations(site: Site, subject: Subject): Promise<string[]> {
  return persist(() => violationsNow(site, subject));
}

async function violationsNow(site: Site, subject: Subject): Promise<string[]> {
  const { pool } = site.database;
  const [rows, events] = await Promise.all([
    pool.query<Row>('SELECT id, stack_id, name, type, physical_resource_id AS physical, action, status, properties, replaced_by FROM resource WHERE root_id = $1', [subject.id]),
    pool.query<EventRow>(
      'SELECT seq, stack_id, resource_id, resource_name, action, status, waiting_for IS NOT NULL AS waiting, reason FROM event WHERE root_id = $1 ORDER BY seq', [subject.id],
    ),
  ]);
  const [sandbox, stacks, signals] = [await sandboxAgrees(site, subject, rows.rows), await stacksAgree(site, subject, rows.rows), await signalsWereHandled(site, subject, events.rows)];
  return [
    ...site.cloud.offencesOf(subject.id),
    ...site.collapsed.splice(0),
    ...worldAgrees(site, subject, rows.rows),
    ...sandbox,
    ...stacks,
    ...eventsAreLegal(subject, events.rows, rows.rows),
    ...signals,
  ];
}

/** Things that are not as the version says that was deployed: whether in the stack itself, or as members of a group. */
export async function differences(site: Site, subject: Subject, { nodes }: Version): Promise<string[]> {
  const { rows } = await persist(() => site.database.pool.query<{ owner: string | null; name: string; value: unknown }>(
    `SELECT s.parent_resource_name AS owner, r.name, r.properties->'value' AS value FROM resource r JOIN stack s ON s.id = r.stack_id
     WHERE r.root_id = $1 AND (s.id = $1 OR s.owner_id = $1) AND s.deleted_at IS NULL AND r.replaced_by IS NULL`, [subject.id],
  ));
  return nodes.flatMap((node) => {
    const isGroup = node.kind === 'group' || node.kind === 'rolling';
    if (!isGroup && node.kind !== 'thing' && node.kind !== 'found' && node.kind !== 'inner') return [];
    const found = rows.filter(({ owner, name }) => (isGroup ? owner === node.name : owner === null && name === node.name)).map(({ value }) => value);
    const wanted = Array.from({ length: isGroup ? node.count : 1 }, () => node.value);
    return JSON.stringify(found) === JSON.stringify(wanted) ? [] : [`${node.kind} ${node.name} has ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`];
  });
}

/** How long the lease of a worker that was killed just then may outlive it, and a wake-up its run, in milliseconds. */
const LETTING_GO = 15_000;

/** After a deletion: nothing, anywhere. */
export async function leftovers(site: Site, subject: Subject): Promise<string[]> {
  const until = Date.now() + LETTING_GO;
  for (;;) {
    const found = await persist(() => leftoversNow(site, subject));
    if (found.length === 0 || Date.now() > until || found.some((what) => !what.includes(HELD))) return found;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

const HELD = 'leases, wakes';

async function leftoversNow(site: Site, subject: Subject): Promise<string[]> {
  const { rows } = await site.database.pool.query<{ what: string; count: number }>(
    `SELECT 'resources' AS what, count(*)::int AS count FROM resource WHERE root_id = $1
     UNION ALL SELECT 'nested stacks', count(*)::int FROM stack WHERE root_id = $1 AND deleted_at IS NULL
     UNION ALL SELECT 'sandbox objects', count(*)::int FROM sandbox_object WHERE project_id = $2
     UNION ALL SELECT '${HELD}', count(*)::int FROM stack WHERE root_id = $1 AND (lease_worker IS NOT NULL OR wake_requested OR wake_at IS NOT NULL)`,
    [subject.id, subject.projectId],
  );
  const things = site.cloud.thingsOf(subject.id).map((thing) => `thing ${thing.id} of ${thing.name} is left over`);
  return [...rows.flatMap(({ what, count }) => (count === 0 ? [] : [`${count} ${what} left over`])), ...things];
}

function worldAgrees(site: Site, subject: Subject, rows: readonly Row[]): string[] {
  const things = new Map(site.cloud.thingsOf(subject.id).map((thing) => [thing.id, thing]));
  const found: string[] = [];
  for (const row of rows.filter(({ type }) => isThing(type))) {
    if (site.cloud.effectsOn(row.id, 'create') > 1) found.push(`${row.name} was created with more than one key`);
    if (row.physical === null) continue;
    const thing = things.get(row.physical);
    things.delete(row.physical);
    // A deletion that was given up after its effect and before its answer has failed, and cannot know; the next one finds nothing and is through.
    const mayBeGone = row.action === 'DELETE' && row.status === 'FAILED';
    if (thing === undefined && !mayBeGone) found.push(`${row.name} (${row.action}_${row.status}) says it is ${row.physical}, which does not exist`);
    else if (thing === undefined) continue;
    else if (row.status === 'COMPLETE' && thing.properties !== JSON.stringify(row.properties) && !sameMap(thing.properties, row.properties)) {
      found.push(`${row.name} (${row.action}_${row.status}): the row says ${JSON.stringify(row.properties)}, the world ${thing.properties}`);
    }
  }
  for (const thing of things.values()) found.push(`${thing.id} exists for ${thing.name}, and no row knows it`);
  return found;
}

function sameMap(left: string, right: unknown): boolean {
  const sorted = (value: unknown): string => (typeof value === 'object' && value !== null ? JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : '');
  return sorted(JSON.parse(left)) === sorted(right);
}

async function sandboxAgrees(site: Site, subject: Subject, rows: readonly Row[]): Promise<string[]> {
  const { pool } = site.database;
  const { rows: objects } = await pool.query<{ id: string; kind: string }>('SELECT id, kind FROM sandbox_object WHERE project_id = $1', [subject.projectId]);
  const known = new Set(rows.flatMap((row) => (SANDBOX.test(row.type) && row.physical !== null ? [row.physical] : [])));
  const there = new Set(objects.map((object) => object.id));
  const found = objects.filter(({ id }) => !known.has(id)).map(({ id, kind }) => `${kind} ${id} exists, and no row knows it`);
  for (const id of known) if (!there.has(id)) found.push(`a row says it is ${id}, which does not exist in the sandbox`);
  const { rows: twice } = await pool.query<{ id: string; kind: string; what: string }>(
    'SELECT id, kind, what FROM sandbox_ledger GROUP BY id, kind, what HAVING count(*) > 1',
  );
  return [...found, ...twice.map(({ id, kind, what }) => `${what} of ${kind} ${id} happened more than once`)];
}

async function stacksAgree(site: Site, subject: Subject, rows: readonly Row[]): Promise<string[]> {
  const { rows: stacks } = await site.database.pool.query<{ id: string; name: string; status: string }>(
    'SELECT id, name, status FROM stack WHERE root_id = $1 AND id <> $1 AND deleted_at IS NULL', [subject.id],
  );
  const known = new Set(rows.flatMap((row) => (isNested(row.type) && row.physical !== null ? [row.physical] : [])));
  return [
    ...stacks.filter(({ id }) => !known.has(id)).map(({ name }) => `no row knows the nested stack ${name}`),
    ...stacks.filter(({ status }) => status === 'IN_PROGRESS').map(({ name }) => `the nested stack ${name} is still in progress`),
    ...rows.filter(({ status }) => status === 'IN_PROGRESS').map(({ name, action }) => `${name} is still ${action}_IN_PROGRESS`),
  ];
}

/** Numbers without a gap, told to the page once each; states that follow one another as they may; the last of them is the state there is. */
function eventsAreLegal(subject: Subject, events: readonly EventRow[], rows: readonly Row[]): string[] {
  const found: string[] = [];
  events.forEach(({ seq }, index) => {
    if (seq !== index + 1) found.push(`event ${index + 1} has number ${seq}`);
  });
  subject.told.forEach((seq, index) => {
    if (seq !== index + 1) found.push(`the page was told ${seq} in place of ${index + 1}`);
  });
  if (subject.told.length !== events.length) found.push(`the page was told ${subject.told.length} of ${events.length} events`);
  const last = new Map<string, string>();
  const begun = new Set<string>();
  for (const event of events) {
    if (event.waiting || event.action === 'SIGNAL') continue;
    const of = event.resource_id ?? event.stack_id;
    const before = last.get(of) ?? 'INIT_COMPLETE';
    const state = `${event.action}_${event.status}`;
    const step = `${event.resource_name}: ${before} -> ${state} (event ${event.seq}, ${event.reason})`;
    const isRoot = event.resource_id === null && event.stack_id === subject.id;
    if (event.status === 'IN_PROGRESS') {
      // Of a root, the operation that was pre-empted has no end of its own.
      if (before.endsWith('IN_PROGRESS') && !isRoot) found.push(`illegal: ${step}`);
      if (event.action === 'CREATE' && begun.has(of)) found.push(`created again: ${step}`);
      if (event.action === 'CREATE') begun.add(of);
    } else if (before !== `${event.action}_IN_PROGRESS` && !event.reason.startsWith('CHECK not supported')) found.push(`illegal: ${step}`);
    if (before === 'DELETE_COMPLETE') found.push(`after its deletion: ${step}`);
    last.set(of, state);
  }
  for (const row of rows) {
    const told = last.get(row.id) ?? 'INIT_COMPLETE';
    if (told !== `${row.action}_${row.status}`) found.push(`${row.name} is ${row.action}_${row.status}, its events say ${told}`);
  }
  return found;
}

async function signalsWereHandled(site: Site, subject: Subject, events: readonly EventRow[]): Promise<string[]> {
  const { rows } = await site.database.pool.query<{ id: string }>('SELECT id FROM signal WHERE root_id = $1 AND handled_at IS NULL', [subject.id]);
  const found = rows.map(({ id }) => `the signal ${id} was never handled`);
  const times = new Map<string, number>();
  for (const event of events) {
    if (event.action !== 'SIGNAL') continue;
    const key = `${event.resource_name} ${event.resource_id} ${event.reason}`;
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  for (const [key, count] of times) if (count > 1) found.push(`told ${count} times: ${key}`);
  return found;
}
