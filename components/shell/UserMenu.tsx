'use client';
import { Check, Contrast, KeyRound, LogOut, Monitor, Moon, Settings, Sun, Users } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Menu } from '@/components/ui/Menu';
import { placeHref } from './navigation';
import { type Preferences, usePreferences } from './preferences';

const THEMES: readonly { choice: Preferences['theme']; label: string; icon: typeof Sun }[] = [
  { choice: 'system', label: 'Theme: as the system', icon: Monitor },
  { choice: 'light', label: 'Theme: light', icon: Sun },
  { choice: 'dark', label: 'Theme: dark', icon: Moon },
  { choice: 'contrast', label: 'Theme: high contrast', icon: Contrast },
];

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
      items={[
        { id: 'settings', label: 'Settings', icon: <Settings aria-hidden />, onSelect: () => router.push(placeHref(project, 'settings')) },
        { id: 'access', label: 'API access', icon: <KeyRound aria-hidden />, onSelect: () => router.push(placeHref(project, 'access')) },
        { id: 'people', label: 'People and projects', icon: <Users aria-hidden />, onSelect: () => router.push(placeHref(project, 'people')) },
        'separator',
        ...THEMES.map((theme) => ({
          id: theme.choice,
          label: <span className="flex items-center gap-2">{theme.label}{preferences.theme === theme.choice ? <Check aria-label="chosen" /> : null}</span>,
          icon: <theme.icon aria-hidden />,
          onSelect: () => change({ theme: theme.choice }),
        })),
        'separator',
        { id: 'sign-out', label: 'Sign out', icon: <LogOut aria-hidden />, onSelect: signOut },
      ]}
    />
  );
}
