/**
 * A cloud that stands outside of everything that is killed: things in the memory of the test's own process, reached over HTTP. It keeps a ledger of
 * every call by its idempotency key, carries out each key once, and notes whatever an engine must never ask of a cloud.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const request = z.object({
  key: z.string(),
  action: z.enum(['create', 'update', 'delete', 'suspend', 'resume', 'check', 'find']),
  rootId: z.string(),
  resourceId: z.string(),
  name: z.string(),
  properties: z.record(z.string(), z.unknown()),
  /** Milliseconds before the effect, and between the effect and the answer. */
  before: z.number(),
  after: z.number(),
});
export type CloudRequest = z.infer<typeof request>;

export const cloudAnswer = z.object({ id: z.string().nullable(), failed: z.boolean(), known: z.boolean() });
export type CloudAnswer = z.infer<typeof cloudAnswer>;

export interface Thing {
  id: string;
  rootId: string;
  resourceId: string;
  name: string;
  properties: string;
}

export class Cloud {
  readonly things = new Map<string, Thing>();
  /** What should never have been asked. */
  private readonly offences: { rootId: string; what: string }[] = [];
  calls = 0;
  /** Calls with a key that was carried out before: what recovery costs. */
  repeats = 0;
  private readonly answers = new Map<string, { resourceId: string; action: string; answer: CloudAnswer }>();
  private readonly underWay = new Map<string, string>();
  private readonly awaited: { number: number; resolve: () => void }[] = [];
  private readonly server: Server;
  private made = 0;

  private constructor() {
    this.server = createServer((incoming, outgoing) => {
      void (async () => {
        const asked = request.parse(JSON.parse(await text(incoming)));
        const gone = new Promise<void>((resolve) => outgoing.once('close', resolve));
        const answer = await this.take(asked, gone);
        outgoing.setHeader('content-type', 'application/json');
        outgoing.end(JSON.stringify(answer));
      })().catch((fault: unknown) => {
        outgoing.statusCode = 500;
        outgoing.end(String(fault));
      });
    });
  }

  static async open(): Promise<Cloud> {
    const cloud = new Cloud();
    await new Promise<void>((resolve) => {
      cloud.server.listen(0, '127.0.0.1', resolve);
    });
    return cloud;
  }

  get url(): string {
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the cloud is closed');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  thingsOf(rootId: string): Thing[] {
    return [...this.things.values()].filter((thing) => thing.rootId === rootId);
  }

  offencesOf(rootId: string): string[] {
    return this.offences.filter((offence) => offence.rootId === rootId).map(({ what }) => what);
  }

  /** Effects of a kind on one resource: keys that were carried out. */
  effectsOn(resourceId: string, action: CloudRequest['action']): number {
    return [...this.answers.values()].filter((entry) => entry.resourceId === resourceId && entry.action === action).length;
  }

  /** Resolves in the middle of the call with this number, counted from the first of all. */
  called(number: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.calls >= number) resolve();
      else this.awaited.push({ number, resolve });
    });
  }

  private async take(asked: CloudRequest, gone: Promise<void>): Promise<CloudAnswer> {
    this.calls += 1;
    for (const { number, resolve } of this.awaited) if (number === this.calls) resolve();
    const { resourceId, key, action } = asked;
    if (action === 'find') return this.answers.get(key)?.answer ?? { id: null, failed: false, known: false };
    const other = this.underWay.get(resourceId);
    if (other !== undefined) this.offences.push({ rootId: asked.rootId, what: `${action} of ${asked.name} (${key}) while ${other} was under way` });
    this.underWay.set(resourceId, key);
    // A caller that dies has stopped calling; what it asked for may come about all the same.
    void gone.then(() => {
      if (this.underWay.get(resourceId) === key) this.underWay.delete(resourceId);
    });
    await pause(asked.before);
    const known = this.answers.get(key);
    if (known !== undefined) this.repeats += 1;
    const answer = known?.answer ?? this.carryOut(asked);
    this.answers.set(key, { resourceId, action, answer });
    await pause(asked.after);
    this.underWay.delete(resourceId);
    return answer;
  }

  private carryOut({ action, rootId, resourceId, name, properties, key }: CloudRequest): CloudAnswer {
    const existing = [...this.things.values()].find((thing) => thing.resourceId === resourceId);
    const offend = (what: string): void => {
      this.offences.push({ rootId, what: `${action} of ${name} (${key}): ${what}` });
    };
    const { fail } = properties;
    if (Array.isArray(fail) && fail.includes(action)) return { id: existing?.id ?? null, failed: true, known: true };
    switch (action) {
      case 'create': {
        if (existing !== undefined) offend('it exists already');
        this.made += 1;
        const id = `thing-${this.made}`;
        this.things.set(id, { id, rootId, resourceId, name, properties: JSON.stringify(properties) });
        return { id, failed: false, known: true };
      }
      case 'delete':
        if (this.effectsOn(resourceId, 'delete') > 0) offend('it was deleted before');
        if (existing !== undefined) this.things.delete(existing.id);
        return { id: null, failed: false, known: true };
      default:
        if (existing === undefined) offend('it does not exist');
        else if (action === 'update') existing.properties = JSON.stringify(properties);
        return { id: existing?.id ?? null, failed: false, known: true };
    }
  }
}

function pause(ms: number): Promise<void> | undefined {
  return ms <= 0 ? undefined : new Promise((resolve) => setTimeout(resolve, ms));
}
