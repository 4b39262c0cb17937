/** The caller of the request under way, for pages, server actions and route handlers. */
import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { cache } from 'react';
import { services } from '@/lib/runtime/services';
import type { ActionResult, Role } from '@/lib/wire/types';
import { authorise, type Caller, type SignedIn } from './authorise';

export type { Caller } from './authorise';

/** Who is signed in; asked once a request, however many parts of the page want to know. */
export const signedIn = cache(async (): Promise<SignedIn | null> => {
  // First the headers: they tell Next that this page is made for one request, and not at build time.
  const requestHeaders = await headers();
  const { auth } = await services();
  const session = await auth.api.getSession({ headers: requestHeaders });
  return session ? { userId: session.user.id, userName: session.user.name } : null;
});

/** For server actions and routes: the caller, or a refusal to hand on (see `refusalStatus` for its HTTP status). */
export async function callerFor(projectName: string, minimumRole: Role): Promise<ActionResult<Caller>> {
  const who = await signedIn();
  const { prisma } = await services();
  return authorise(prisma, who, projectName, minimumRole);
}

/**
 * For pages: the caller; somebody who is not signed in is sent to sign in and comes back, others see whom they can ask. A project they do not belong to and
 * one that does not exist look the same.
 */
export async function pageCallerFor(projectName: string, minimumRole: Role, here: string): Promise<Caller> {
  const caller = await callerFor(projectName, minimumRole);
  if (caller.ok) return caller.value;
  if (caller.problem.code === 'unauthenticated') redirect(`/sign-in?next=${encodeURIComponent(here)}`);
  forbidden();
}

/** The HTTP status of a refusal. */
export function refusalStatus(code: string): 401 | 403 | 404 {
  if (code === 'unauthenticated') return 401;
  return code === 'forbidden' ? 403 : 404;
}
