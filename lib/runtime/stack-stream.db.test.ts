/** The stream of a page, against a database that is written while it reads, and connections that break. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '@/lib/testing/postgres';
import type { Database } from '@/lib/store/database';
import type { StackFrame } from '@/lib/wire/types';
import { type LiveFeed, openLiveFeed } from './live';
import { streamStack } from './stack-stream';

let database: Database;
let feed: LiveFeed;
const projectId = 'a'.repeat(32);
beforeAll(async () => {
  database = await freshDatabase();
  feed = openLiveFeed(database.url, () => undefined);
  await database.prisma.project.create({ data: { id: projectId, name: 'p' } });
});
afterAll(async () => {
  await feed.close();
  await database.close();
});

async function stack(): Promise<string> {
  const id = randomUUID();
  await database.prisma.stack.create({ data: { id, projectId, name: `s-${id}`, rootId: id, action: 'CREATE', status: 'IN_PROGRESS', createdBy: 'test' } });
  return id;
}

/** As the journal does: numbers, rows and the news in one transaction. */
async function write(rootId: string, count: number): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    const { eventSeq } = await tx.stack.update({ where: { id: rootId }, data: { eventSeq: { increment: count } }, select: { eventSeq: true } });
    await tx.event.createMany({
      data: Array.from({ length: count }, (_, index) => ({
        rootId, seq: eventSeq - count + index + 1, id: randomUUID(), stackId: rootId, resourceName: 'r', resourceType: 'T', action: 'CREATE', status: 'COMPLETE', reason: '', createdAt: new Date(),
      })),
    });
    await tx.$executeRaw`SELECT pg_notify('hearth_stack', ${rootId})`;
  });
}

/** A page: remembers every event it was told, and where it is. */
class Page {
  readonly told: number[] = [];
  private stop: (() => void) | null = null;
  private readonly rootId: string;

  constructor(rootId: string) {
    this.rootId = rootId;
  }

  connect(slow = 0): void {
    this.stop = streamStack({
      pool: database.pool, feed, projectId, rootId: this.rootId, after: this.told.at(-1) ?? 0,
      send: async (frames: StackFrame[]) => {
        for (const frame of frames) if (frame.kind === 'event') this.told.push(frame.event.seq);
        if (slow > 0) await new Promise((resolve) => { setTimeout(resolve, slow); });
      },
      onError: () => undefined,
    });
  }

  disconnect(): void {
    this.stop?.();
    this.stop = null;
  }
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('the stream of a stack', () => {
  it('tells every event once and in order, whatever happens to page and database connections', async () => {
    const rootId = await stack();
    const page = new Page(rootId);
    page.connect();
    let written = 0;
    // A fixed sequence that looks random: the same on every machine.
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 40; round += 1) {
      const count = 1 + random(30);
      await write(rootId, count);
      written += count;
      switch (random(5)) {
        case 0:
          page.disconnect();
          if (random(2) === 0) await write(rootId, 1).then(() => { written += 1; });
          page.connect();
          break;
        case 1:
          await database.pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hearth-live' AND datname = current_database()");
          break;
        case 2:
          await new Promise((resolve) => { setTimeout(resolve, random(60)); });
          break;
      }
    }
    await expect.poll(() => page.told.length, { timeout: 10_000 }).toBe(written);
    page.disconnect();
    expect(page.told).toEqual(upTo(written));
  });

  it('begins after what the page has', async () => {
    const rootId = await stack();
    await write(rootId, 5);
    const page = new Page(rootId);
    page.told.push(1, 2, 3);
    page.connect();
    await expect.poll(() => page.told).toEqual([1, 2, 3, 4, 5]);
    page.disconnect();
  });

  it('waits for a page that is slow, and loses nothing meanwhile', async () => {
    const rootId = await stack();
    const page = new Page(rootId);
    page.connect(100);
    for (let round = 0; round < 10; round += 1) await write(rootId, 20);
    await expect.poll(() => page.told.length, { timeout: 10_000 }).toBe(200);
    page.disconnect();
    expect(page.told).toEqual(upTo(200));
  });

  it('says nothing of other stacks', async () => {
    const [mine, other] = [await stack(), await stack()];
    const page = new Page(mine);
    page.connect();
    await write(other, 3);
    await write(mine, 1);
    await expect.poll(() => page.told).toEqual([1]);
    page.disconnect();
  });

  it('tells the output of a script in its order, and only once', async () => {
    const rootId = await stack();
    const [deploymentId, configId] = [randomUUID(), randomUUID()];
    await database.prisma.softwareDeployment.create({ data: { id: deploymentId, projectId, stackId: rootId, rootId, serverId: 'x', configId, action: 'CREATE', status: 'IN_PROGRESS' } });
    const told: number[] = [];
    const stop = streamStack({
      pool: database.pool, feed, projectId, rootId, after: 0, onError: () => undefined,
      send: async (frames) => { for (const frame of frames) if (frame.kind === 'log') told.push(frame.chunk.seq); },
    });
    for (let seq = 1; seq <= 30; seq += 1) {
      await database.pool.query(
        'INSERT INTO deployment_log (config_id, seq, deployment_id, stream, position, bytes, text) VALUES ($1, $2, $3, $4, $5, 1, $6)', [configId, seq, deploymentId, 'stdout', seq, 'x'],
      );
      await database.pool.query("SELECT pg_notify('hearth_log', $1)", [JSON.stringify({ rootId, deploymentId, configId, seq })]);
    }
    await expect.poll(() => told.length).toBe(30);
    stop();
    expect(told).toEqual(upTo(30));
  });

  it('tells a page that comes back all it missed, even when more output arrives at that very moment', async () => {
    const rootId = await stack();
    const [deploymentId, configId] = [randomUUID(), randomUUID()];
    await database.prisma.softwareDeployment.create({ data: { id: deploymentId, projectId, stackId: rootId, rootId, serverId: 'x', configId, action: 'CREATE', status: 'IN_PROGRESS' } });
    for (let seq = 1; seq <= 20; seq += 1) {
      await database.pool.query('INSERT INTO deployment_log (config_id, seq, deployment_id, stream, position, bytes, text) VALUES ($1, $2, $3, $4, $5, 1, $6)', [configId, seq, deploymentId, 'stdout', seq, 'x']);
    }
    const told: number[] = [];
    const stop = streamStack({
      pool: database.pool, projectId, rootId, after: 0, onError: () => undefined,
      // Before anything was read.
      feed: { ...feed, subscribe: (_, listener) => { listener({ rootId, log: { configId, seq: 20 } }); return () => undefined; } },
      send: async (frames) => { for (const frame of frames) if (frame.kind === 'log') told.push(frame.chunk.seq); },
    });
    await expect.poll(() => told.length).toBe(20);
    stop();
    expect(told).toEqual(upTo(20));
  });
});
