/**
 * News of stacks for pages: one LISTEN connection a process, however many pages look. The news says only which stack moved; subscribers read
 * what is new by number, so news that is lost or doubled loses and doubles nothing.
 */
import { Client } from 'pg';

export interface StackNews {
  rootId: string;
  /** The run of a deployment that wrote output, when that is the news. */
  log: { configId: string; seq: number } | null;
}

export interface LiveFeed {
  /** Calls back for every news of this tree, and once after each lost connection (anything may have happened). Returns how to stop. */
  subscribe(rootId: string, listener: (news: StackNews) => void): () => void;
  /** Calls back for every tree that moved, of whatever project. */
  subscribeAll(listener: (rootId: string) => void): () => void;
  close(): Promise<void>;
}

const CHANNELS = ['hearth_stack', 'hearth_log'];
const RECONNECT_MS = 500;

export function openLiveFeed(databaseUrl: string, onLost: (error: unknown) => void): LiveFeed {
  const listeners = new Map<string, Set<(news: StackNews) => void>>();
  const everywhere = new Set<(rootId: string) => void>();
  let client: Client | null = null;
  let closed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const tell = (news: StackNews): void => {
    for (const listener of listeners.get(news.rootId) ?? []) listener(news);
    if (news.log === null) for (const listener of everywhere) listener(news.rootId);
  };
  const tellAll = (): void => {
    for (const rootId of listeners.keys()) tell({ rootId, log: null });
  };

  const connect = async (): Promise<void> => {
    if (closed || client !== null || listeners.size + everywhere.size === 0) return;
    const connecting = new Client({ connectionString: databaseUrl, application_name: 'hearth-live', keepAlive: true });
    client = connecting;
    const lost = (error: unknown): void => {
      if (client !== connecting) return;
      client = null;
      void connecting.end().catch(() => undefined);
      if (closed) return;
      onLost(error);
      retry = setTimeout(() => void connect(), RECONNECT_MS);
    };
    connecting.on('error', lost);
    connecting.on('end', () => lost(new Error('the connection ended')));
    connecting.on('notification', ({ channel, payload = '' }) => {
      const news = newsOf(channel, payload);
      if (news !== null) tell(news);
    });
    try {
      await connecting.connect();
      for (const channel of CHANNELS) await connecting.query(`LISTEN ${channel}`);
      tellAll();
    } catch (error) {
      lost(error);
    }
  };

  return {
    subscribe(rootId, listener) {
      const set = listeners.get(rootId) ?? new Set();
      listeners.set(rootId, set.add(listener));
      void connect();
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(rootId);
      };
    },
    subscribeAll(listener) {
      everywhere.add(listener);
      void connect();
      return () => {
        everywhere.delete(listener);
      };
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}

function newsOf(channel: string, payload: string): StackNews | null {
  if (channel === 'hearth_stack') {
    const [rootId = ''] = payload.split(' ');
    return { rootId, log: null };
  }
  try {
    const news: unknown = JSON.parse(payload);
    if (typeof news !== 'object' || news === null || !('rootId' in news) || !('configId' in news) || !('seq' in news)) return null;
    const { rootId, configId, seq } = news;
    return typeof rootId === 'string' && typeof configId === 'string' && typeof seq === 'number' ? { rootId, log: { configId, seq } } : null;
  } catch {
    return null;
  }
}
