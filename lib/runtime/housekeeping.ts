/** Once in a while gives up what projects do not want to keep any longer. */
import type { Pool } from 'pg';
import { giveUp, projectsWithRetention } from '@/lib/store/retention';
import type { Logger } from './logger';

const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 3_600_000;

export function startHousekeeping(pool: Pool, logger: Pick<Logger, 'info' | 'warn'>): { stop(): void } {
  let timer: ReturnType<typeof setTimeout>;
  const round = async (): Promise<void> => {
    try {
      for (const { id, retention } of await projectsWithRetention(pool)) {
        const gone = await giveUp(pool, id, retention, new Date());
        if (Object.keys(gone).length > 0) logger.info({ project: id, gone }, 'what a project does not keep any longer was given up');
      }
    } catch (error) {
      // The database is away, say: there is a next time.
      logger.warn({ error }, 'housekeeping was not finished');
    }
    timer = setTimeout(() => void round(), EVERY_MS);
  };
  timer = setTimeout(() => void round(), FIRST_AFTER_MS);
  return { stop: () => clearTimeout(timer) };
}
