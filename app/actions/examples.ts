'use server';
import type { Example } from '@/components/home/examples';
import { signedIn } from '@/lib/auth/caller';
import { readExamples } from '@/app/p/[project]/stacks/read-examples';

/** Templates that ship with the product; the same for everybody who is signed in. */
export async function listExamples(): Promise<Example[]> {
  return (await signedIn()) === null ? [] : readExamples();
}
