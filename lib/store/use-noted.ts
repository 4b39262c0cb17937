/** A busy client shows its token or its keys many times a second; that they are in use is written once a minute. */
const NOTED_EVERY_MS = 60_000;

/** Whether a use at `now` is to be written down; `usedAt`: the last one that was, null for none. */
export function isUseNews(usedAt: Date | null, now: Date): boolean {
  return usedAt === null || now.getTime() - usedAt.getTime() >= NOTED_EVERY_MS;
}
