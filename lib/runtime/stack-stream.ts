/**
 * What one page is told of one stack, as frames. Starts after the event the page has, reads everything by number, and so loses and doubles nothing
 * whatever the connection does. Bursts are gathered: at most some twenty readings a second, and fewer whole stacks where there are many resources.
 */
import type { Pool } from 'pg';
import { deploymentViews, logAfter } from '@/lib/store/deployment-views';
import { eventsAfter, operationViews, resourceViews, stackSummary } from '@/lib/store/views';
import type { DeploymentView, StackFrame } from '@/lib/wire/types';
import type { LiveFeed } from './live';

export interface StackStreamOptions {
  pool: Pool;
  feed: LiveFeed;
  projectId: string;
  rootId: string;
  /** The last event the page has. */
  after: number;
  /** Takes the frames; the number is that of the last event told. Resolves when the page can take more. */
  send(frames: StackFrame[], seq: number): Promise<void>;
  onError(error: unknown): void;
}

const GATHER_MS = 40;
const EVENTS_AT_ONCE = 5_000;
const CHUNKS_AT_ONCE = 2_000;
/** A whole stack is read again after so many milliseconds a resource at the earliest. */
const REST_PER_RESOURCE_MS = 0.5;
const LONGEST_REST_MS = 1_000;
/** Output of runs that ended so recently is told again to a page that connects. */
const RECENT_MS = 120_000;

/** Begins at once; returns how to stop. */
export function streamStack(options: StackStreamOptions): () => void {
  const stream = new StackStream(options);
  const unsubscribe = options.feed.subscribe(options.rootId, (news) => stream.news(news.log));
  stream.begin();
  return () => {
    unsubscribe();
    stream.stop();
  };
}

class StackStream {
  private readonly options: StackStreamOptions;
  private seq: number;
  private stopped = false;
  private busy = false;
  private wanted = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Last number told of each run's output. */
  private readonly told = new Map<string, number>();
  private readonly pendingLogs = new Set<string>();
  private readonly deployments = new Map<string, string>();
  private lastStack = '';
  private stackAt = 0;
  private resourceCount = 0;
  /** Whether it is known which output a page that comes back may have missed. */
  private caughtUp = false;

  constructor(options: StackStreamOptions) {
    this.options = options;
    this.seq = options.after;
  }

  begin(): void {
    void this.catchUpLogs().then(() => this.want());
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  news(log: { configId: string; seq: number } | null): void {
    if (log !== null) {
      // A run nobody has been told of yet begins with this output: what came before, the page reads by itself. Before that is known, all of it is told.
      if (this.caughtUp && !this.told.has(log.configId)) this.told.set(log.configId, log.seq - 1);
      this.pendingLogs.add(log.configId);
    }
    this.want();
  }

  private want(delay = GATHER_MS): void {
    if (this.stopped) return;
    this.wanted = true;
    if (this.busy || this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.read();
    }, delay);
  }

  private async read(): Promise<void> {
    this.busy = true;
    this.wanted = false;
    try {
      const more = await this.tell();
      if (more) this.wanted = true;
    } catch (error) {
      this.options.onError(error);
      this.wanted = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    this.busy = false;
    if (this.wanted) this.want();
  }

  /** True when there is more to tell than was told. */
  private async tell(): Promise<boolean> {
    const { pool, rootId, send } = this.options;
    const frames: StackFrame[] = [];
    const events = await eventsAfter(pool, rootId, this.seq, EVENTS_AT_ONCE);
    for (const event of events) frames.push({ kind: 'event', event });
    const rest = Math.min(LONGEST_REST_MS, this.resourceCount * REST_PER_RESOURCE_MS) - (Date.now() - this.stackAt);
    let more = events.length === EVENTS_AT_ONCE;
    if (rest <= 0) frames.push(...(await this.stackFrame()), ...(await this.deploymentFrames()));
    else setTimeout(() => this.want(), rest);
    more = (await this.logFrames(frames)) || more;
    this.seq = events.at(-1)?.seq ?? this.seq;
    if (frames.length > 0 && !this.stopped) await send(frames, this.seq);
    return more;
  }

  private async stackFrame(): Promise<StackFrame[]> {
    const { pool, rootId } = this.options;
    const [stack, operations, resources] = await Promise.all([stackSummary(pool, rootId), operationViews(pool, rootId), resourceViews(pool, rootId)]);
    this.stackAt = Date.now();
    this.resourceCount = resources.length;
    if (stack === null) return [];
    const frame: StackFrame = { kind: 'stack', stack, operations, resources };
    const text = JSON.stringify(frame);
    if (text === this.lastStack) return [];
    this.lastStack = text;
    return [frame];
  }

  private async deploymentFrames(): Promise<StackFrame[]> {
    const frames: StackFrame[] = [];
    for (const deployment of await deploymentViews(this.options.pool, this.options.rootId)) {
      const text = JSON.stringify(deployment);
      if (this.deployments.get(deployment.id) === text) continue;
      this.deployments.set(deployment.id, text);
      frames.push({ kind: 'deployment', deployment });
    }
    return frames;
  }

  private async logFrames(frames: StackFrame[]): Promise<boolean> {
    const { pool, projectId } = this.options;
    const runs = [...this.pendingLogs];
    this.pendingLogs.clear();
    for (const configId of runs) {
      const chunks = await logAfter(pool, projectId, configId, this.told.get(configId) ?? -1, CHUNKS_AT_ONCE);
      for (const chunk of chunks) frames.push({ kind: 'log', chunk });
      this.told.set(configId, chunks.at(-1)?.seq ?? this.told.get(configId) ?? -1);
      if (chunks.length === CHUNKS_AT_ONCE) this.pendingLogs.add(configId);
    }
    return this.pendingLogs.size > 0;
  }

  /** A page that comes back may have missed output of runs that are, or were just, under way. */
  private async catchUpLogs(): Promise<void> {
    try {
      for (const deployment of await deploymentViews(this.options.pool, this.options.rootId)) if (isRecent(deployment)) this.pendingLogs.add(deployment.configId);
    } catch (error) {
      this.options.onError(error);
    }
    this.caughtUp = true;
  }
}

function isRecent({ status, finishedAt }: DeploymentView): boolean {
  return status === 'IN_PROGRESS' || (finishedAt !== null && Date.now() - Date.parse(finishedAt) < RECENT_MS);
}
