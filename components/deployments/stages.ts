import { formatDuration } from '@/components/ui/time';
import type { DeploymentView } from '@/lib/wire/types';

export interface Stage {
  id: 'queued' | 'delivered' | 'started' | 'finished' | 'signalled';
  label: string;
  at: string;
  /** Milliseconds since the stage before; null for the first. */
  after: number | null;
}

/** A gap in which nothing is done for the run, longer than this, is named. */
const LONG = 2000;

const LABELS = { queued: 'Asked for', delivered: 'Fetched by the agent', started: 'Started', finished: 'Ended', signalled: 'Signal judged' } as const satisfies Record<Stage['id'], string>;

type Times = Pick<DeploymentView, 'queuedAt' | 'deliveredAt' | 'startedAt' | 'finishedAt' | 'signalledAt'>;

/** What has become of a run so far, in its order. A person who ends it leaves out what had not come yet. */
export function stagesOf({ queuedAt, deliveredAt, startedAt, finishedAt, signalledAt }: Times): Stage[] {
  const known = ([['queued', queuedAt], ['delivered', deliveredAt], ['started', startedAt], ['finished', finishedAt], ['signalled', signalledAt]] as const)
    .flatMap(([id, at]) => (at === null ? [] : [{ id, at }]));
  return known.map(({ id, at }, index) => {
    const before = known[index - 1];
    return { id, label: LABELS[id], at, after: before === undefined ? null : Math.max(0, Date.parse(at) - Date.parse(before.at)) };
  });
}

/** The gap that made the run slow, in words; the script itself is none. */
export function slowGap(times: Times): string | null {
  const slow = stagesOf(times).filter(({ id, after }) => id !== 'finished' && after !== null && after > LONG).toSorted((a, b) => (b.after ?? 0) - (a.after ?? 0))[0];
  if (slow === undefined) return null;
  const gap = formatDuration(slow.after ?? 0);
  switch (slow.id) {
    case 'delivered': return `the agent fetched it after ${gap}`;
    case 'started': return `the agent began ${gap} after it had fetched it`;
    case 'signalled': return `its signal was judged ${gap} after its end`;
    default: return null;
  }
}
