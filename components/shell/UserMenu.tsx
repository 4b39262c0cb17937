'use client';
import { useRouter } from 'next/navigation';
import { Menu } from '@/components/ui/Menu';
import { usePreferences } from './preferences';

/** Who is signed in, how the page looks, and the way out. */
export function UserMenu({ project, userName, role }: { project: string; userName: string; role: string }) {
  const router = useRouter();
  const { preferences, change } = usePreferences();
  const signOut = () => {
    void fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).finally(() => window.location.assign('/sign-in'));
  };
  return (
    <Menu
      label={`${userName}, ${role} of this project`}
      trigger={
        <button type="button" aria-label={`Account: ${userName}`} className="flex size-7 items-center justify-center rounded-full bg-selected text-xs font-semibold uppercase text-ink hover:bg-border">
          {userName.slice(0, 2)}
        </button>
      }
      items={async () => (await import('./userMenuItems')).userMenuItems({ project, theme: preferences.theme, onGo: (href) => router.push(href), onTheme: (theme) => change({ theme }), onSignOut: signOut })}
    />
  );
}
