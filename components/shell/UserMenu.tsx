'use client';
import { Check, KeyRound, LogOut, Monitor, Moon, Sun, Users } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Menu } from '@/components/ui/Menu';
import { placeHref } from './navigation';
import { useTheme } from './useTheme';
import type { ThemeChoice } from './theme';

const THEMES: readonly { choice: ThemeChoice; label: string; icon: typeof Sun }[] = [
  { choice: 'system', label: 'Theme: as the system', icon: Monitor },
  { choice: 'light', label: 'Theme: light', icon: Sun },
  { choice: 'dark', label: 'Theme: dark', icon: Moon },
];

/** Who is signed in, how the page looks, and the way out. */
export function UserMenu({ project, userName, role }: { project: string; userName: string; role: string }) {
  const router = useRouter();
  const { choice, choose } = useTheme();
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
        { id: 'access', label: 'API access', icon: <KeyRound aria-hidden />, onSelect: () => router.push(placeHref(project, 'access')) },
        { id: 'people', label: 'People and projects', icon: <Users aria-hidden />, onSelect: () => router.push(placeHref(project, 'people')) },
        'separator',
        ...THEMES.map((theme) => ({
          id: theme.choice,
          label: <span className="flex items-center gap-2">{theme.label}{choice === theme.choice ? <Check aria-label="chosen" /> : null}</span>,
          icon: <theme.icon aria-hidden />,
          onSelect: () => choose(theme.choice),
        })),
        'separator',
        { id: 'sign-out', label: 'Sign out', icon: <LogOut aria-hidden />, onSelect: signOut },
      ]}
    />
  );
}
