import type { TypeSchema } from '@/lib/hot/types';
import type { Found, Surroundings } from './analyse';
import type { Answered, Asked } from './check.worker';

/** Finds what is wrong with a text, somewhere else. */
export interface Checker {
  /** The latest text that is asked about is answered; null: something newer was asked since. */
  check(text: string, surroundings: Pick<Surroundings, 'files' | 'environment' | 'tried'>): Promise<Found | null>;
  stop(): void;
}

interface Question {
  asked: Asked;
  answer: (found: Found | null) => void;
}

/** A worker that has one question at a time; of those that come meanwhile the last one is kept. */
export function workerChecker(types: readonly TypeSchema[]): Checker {
  let worker: Worker | null = null;
  let running: Question | null = null;
  let next: Question | null = null;
  const start = (): Worker => {
    const started = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<Answered>) => ended(data));
    started.addEventListener('error', () => ended(null));
    started.postMessage({ types } satisfies Asked);
    return started;
  };
  const ask = (question: Question): void => {
    running = question;
    worker ??= start();
    worker.postMessage(question.asked);
  };
  const ended = (found: Found | null): void => {
    running?.answer(found);
    running = null;
    const following = next;
    next = null;
    if (following !== null) ask(following);
  };
  return {
    check: (text, { files, environment, tried }) => new Promise((answer) => {
      const question: Question = { asked: { text, files, environment, tried }, answer };
      next?.answer(null);
      next = null;
      if (running === null) ask(question);
      else next = question;
    }),
    stop: () => {
      worker?.terminate();
      worker = null;
      running = null;
    },
  };
}
