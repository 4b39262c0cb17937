import type { ProjectFrame } from '@/lib/wire/stack-board';

/** What the stream of the project tells, for whoever on the page wants it. `again`: the connection was lost in between, anything may have happened. */
export type ProjectNews = ProjectFrame | { kind: 'again' };

const listeners = new Set<(news: ProjectNews) => void>();

export function tellProjectNews(news: ProjectNews): void {
  for (const listener of listeners) listener(news);
}

export function onProjectNews(listener: (news: ProjectNews) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
