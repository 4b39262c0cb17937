import { redirect } from 'next/navigation';
import { signedIn } from '@/lib/auth/caller';

export default async function Home(): Promise<never> {
  redirect((await signedIn()) ? '/p/default/stacks' : '/sign-in');
}
