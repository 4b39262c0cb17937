/** For how many days a project keeps what it could do without. What is not named is kept for good. */
export const RETAINED = ['deleted', 'events', 'logs', 'activity', 'versions', 'deliveries'] as const;
export type Retained = (typeof RETAINED)[number];
export type Retention = Partial<Record<Retained, number>>;

export const FEWEST_DAYS = 1;
export const MOST_DAYS = 3650;

/** What is given up, and what of it stays in any case. */
export const RETAINED_WORDS: Readonly<Record<Retained, readonly [what: string, stays: string]>> = {
  deleted: ['Deleted stacks', 'With everything of them: events, revisions, output.'],
  events: ['Events of stacks', 'Those of the last operation stay.'],
  logs: ['Output of scripts', 'Of runs that have ended. Their result stays.'],
  activity: ['Activity', 'Operations are listed as long as their stack is there.'],
  versions: ['Versions of drafts and environments', 'The newest stays, and those that a stack is deployed with.'],
  deliveries: ['Messages to webhooks', 'Those that are still to be delivered stay.'],
};
