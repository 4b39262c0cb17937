'use client';
import { History, Pause, Play, Radio } from 'lucide-react';
import type { OperationView } from '@/lib/wire/types';
import { operationAt } from '@/components/live/replay';
import type { Track } from '@/components/live/track';
import type { Playback } from '@/components/live/usePlayback';
import { actionNoun } from '@/components/status/families';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { formatClock, formatDuration } from '@/components/ui/time';

export interface ScrubberProps {
  playback: Playback;
  operations: readonly OperationView[];
  track: Track;
}

/** Steps of the slider: fine enough for the eye, coarse enough for the arrow keys. */
const STEPS = 400;

/** Below the graph: plays what happened again, or shows any moment of it. */
export function Scrubber({ playback, operations, track }: ScrubberProps) {
  const { moment, playing, speed, seek, toggle, live } = playback;
  const words = moment === null ? 'As it is now' : `${formatClock(moment, true)}, ${placeIn(operationAt(operations, moment), moment)}`;
  return (
    <div role="group" aria-label="Replay" className="flex h-10 shrink-0 items-center gap-3 border-t bg-surface px-3">
      <IconButton label={playing ? 'Pause the replay' : `Replay what happened${speed > 1 ? `, ${speed} times as fast` : ''}`} icon={playing ? <Pause /> : <Play />} onClick={toggle} />
      <input
        type="range"
        min={0}
        max={STEPS}
        value={moment === null ? STEPS : Math.round((track.positionOf(moment) / Math.max(1, track.length)) * STEPS)}
        onChange={(event) => seek(track.momentAt((Number(event.target.value) / STEPS) * track.length))}
        aria-label="Moment shown"
        aria-valuetext={words}
        className="h-1.5 min-w-24 flex-1 cursor-pointer accent-focus"
      />
      <span className="flex w-64 shrink-0 items-center gap-1.5 truncate text-xs tabular-nums text-muted max-md:w-auto max-md:min-w-0 max-md:max-w-[45%] max-md:shrink">{moment === null ? <Radio className="size-3.5 shrink-0" aria-hidden /> : <History className="size-3.5 shrink-0" aria-hidden />}{words}</span>
      <Button size="sm" onClick={live} disabled={moment === null} className={moment === null ? 'max-md:hidden' : undefined}>Back to now</Button>
    </div>
  );
}

function placeIn(operation: OperationView | undefined, moment: number): string {
  if (!operation?.startedAt) return 'before anything happened';
  const name = `${actionNoun(operation.action)} #${operation.number}`;
  return operation.finishedAt && Date.parse(operation.finishedAt) <= moment ? `after ${name}` : `${name} + ${formatDuration(moment - Date.parse(operation.startedAt))}`;
}
