/**
 * Pulls of images under way in this process. A pull may be asked for again at any time, here or by another process after a crash: the daemon does not
 * fetch what it has.
 */
import type { DockerHost } from './hosts';

export type PullState = { done: false; progress: string } | { done: true; error: string | null };

interface Layer {
  current: number;
  total: number;
  ready: boolean;
}

interface Pull {
  layers: Map<string, Layer>;
  /** Undefined while it goes on. */
  end?: { error: string | null };
}

const pulls = new Map<string, Pull>();

/** Starts a pull, or tells how the one under way is doing. What has ended is told once, then forgotten. */
export function pullImage(host: DockerHost, reference: string): PullState {
  const key = `${host.connectionId} ${reference}`;
  const pull = pulls.get(key) ?? begin(host, key, reference);
  if (pull.end === undefined) return { done: false, progress: progressOf(reference, [...pull.layers.values()]) };
  pulls.delete(key);
  return { done: true, error: pull.end.error };
}

function begin({ engine }: DockerHost, key: string, reference: string): Pull {
  const pull: Pull = { layers: new Map() };
  pulls.set(key, pull);
  const follow = async (): Promise<string | null> => {
    const stream: NodeJS.ReadableStream = await engine.pull(withTag(reference));
    return new Promise((resolve) => {
      engine.modem.followProgress(
        stream,
        (error: Error | null) => resolve(error === null ? null : error.message),
        (step: unknown) => note(pull.layers, step),
      );
    });
  };
  follow().then(
    (error) => (pull.end = { error }),
    (error: unknown) => (pull.end = { error: error instanceof Error ? error.message.replace(/^\(HTTP code \d+\)\s*/, '').trim() : String(error) }),
  );
  return pull;
}

/** Without a tag, Docker would pull all of them. */
export function withTag(reference: string): string {
  return reference.includes('@') || /:[\w.-]+$/.test(reference) ? reference : `${reference}:latest`;
}

function note(layers: Map<string, Layer>, step: unknown): void {
  if (typeof step !== 'object' || step === null || !('id' in step) || !('status' in step) || typeof step.id !== 'string') return;
  const layer = layers.get(step.id) ?? { current: 0, total: 0, ready: false };
  const detail = 'progressDetail' in step && typeof step.progressDetail === 'object' && step.progressDetail !== null ? step.progressDetail : {};
  if (step.status === 'Downloading') {
    if ('current' in detail && typeof detail.current === 'number') layer.current = detail.current;
    if ('total' in detail && typeof detail.total === 'number') layer.total = detail.total;
  } else if (step.status === 'Pull complete' || step.status === 'Already exists') layer.ready = true;
  else if (!['Pulling fs layer', 'Waiting', 'Verifying Checksum', 'Download complete', 'Extracting'].includes(String(step.status))) return;
  layers.set(step.id, layer);
}

/** In steps of a quarter, so that few lines tell of it. */
function progressOf(reference: string, layers: readonly Layer[]): string {
  const total = layers.reduce((sum, layer) => sum + layer.total, 0);
  const current = layers.reduce((sum, layer) => sum + (layer.ready ? layer.total : layer.current), 0);
  const quarter = total === 0 ? 0 : Math.floor((current / total) * 4) * 25;
  const ready = layers.filter((layer) => layer.ready).length;
  return layers.length === 0 ? `image ${reference} to be pulled` : `image ${reference} to be pulled: ${ready} of ${layers.length} layers, ${quarter} % of what is known`;
}
