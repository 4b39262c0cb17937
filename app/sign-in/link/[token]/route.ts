import { redirect } from 'next/navigation';
import { services } from '@/lib/runtime/services';

/** The one-time link: signs in (the session cookie goes with the answer), or says on the sign-in page why it did not. */
export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<never> {
  const { auth } = await services();
  const { token } = await params;
  const signedIn = await auth.api.signInByLink({ body: { token }, headers: request.headers }).catch(() => null);
  redirect(signedIn ? '/' : '/sign-in?problem=link');
}
