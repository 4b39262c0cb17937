import { buttonLooks } from '@/components/ui/buttonLooks';
import { signedIn } from '@/lib/auth/caller';
import { whoCanHelp } from '@/lib/auth/who-can-help';
import { services } from '@/lib/runtime/services';

export const metadata = { title: 'No access' };

/** A page that somebody may not see, or of a project that may not be there: which of the two is nobody's business who is not in it. */
export default async function Forbidden() {
  const who = await signedIn();
  const { prisma } = await services();
  const { projects, administrators } = await whoCanHelp(prisma, who);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <h1 className="text-xl font-semibold">You have no access to this page</h1>
      <p className="max-w-md text-sm text-muted">
        {who ? <>You are signed in as <b className="font-medium text-ink">{who.userName}</b>. </> : null}
        The project in the address is none of yours, or there is none of that name, or the page needs a higher role than you have in it.
      </p>
      {administrators.length > 0 ? <p className="max-w-md text-sm text-muted">{administrators.join(', ')} {administrators.length === 1 ? 'can' : 'can each'} give you a role in it, under Settings, People and projects.</p> : null}
      {projects.length > 0 ? (
        <nav aria-label="Your projects" className="mt-2 flex flex-wrap justify-center gap-2">
          {projects.map((name, index) => <a key={name} href={`/p/${encodeURIComponent(name)}/stacks`} className={buttonLooks(index === 0 ? 'primary' : 'secondary')}>{projects.length === 1 ? `Go to ${name}` : name}</a>)}
        </nav>
      ) : <p className="max-w-md text-sm text-muted">You belong to no project yet.</p>}
    </main>
  );
}
