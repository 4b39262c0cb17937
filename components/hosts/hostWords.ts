import type { ServerView } from '@/lib/wire/hosts';

const KINDS: Readonly<Record<string, string>> = { sandbox: 'sandbox server', deployed: 'server of a stack', joined: 'joined machine', ssh: 'over SSH', docker: 'container' };

export function kindOf({ kind }: Pick<ServerView, 'kind'>): string {
  return KINDS[kind] ?? kind;
}

/** Whether people may take the agent's token away: elsewhere there is none, or Hearth itself keeps the agent running. */
export function hasOwnToken({ kind }: Pick<ServerView, 'kind'>): boolean {
  return kind === 'joined' || kind === 'deployed';
}
