import { Check, Contrast, KeyRound, LogOut, Monitor, Moon, Settings, Sun, Users } from 'lucide-react';
import type { MenuItems } from '@/components/ui/Menu';
import { placeHref } from './navigation';
import type { Preferences } from './preferences';

const THEMES: readonly { choice: Preferences['theme']; label: string; icon: typeof Sun }[] = [
  { choice: 'system', label: 'Theme: as the system', icon: Monitor },
  { choice: 'light', label: 'Theme: light', icon: Sun },
  { choice: 'dark', label: 'Theme: dark', icon: Moon },
  { choice: 'contrast', label: 'Theme: high contrast', icon: Contrast },
];

export interface UserMenuGiven {
  project: string;
  theme: Preferences['theme'];
  onGo: (href: string) => void;
  onTheme: (theme: Preferences['theme']) => void;
  onSignOut: () => void;
}

/** What `UserMenu` offers. */
export function userMenuItems({ project, theme: chosen, onGo, onTheme, onSignOut }: UserMenuGiven): MenuItems {
  return [
    { id: 'settings', label: 'Settings', icon: <Settings aria-hidden />, onSelect: () => onGo(placeHref(project, 'settings')) },
    { id: 'access', label: 'API access', icon: <KeyRound aria-hidden />, onSelect: () => onGo(placeHref(project, 'access')) },
    { id: 'people', label: 'People and projects', icon: <Users aria-hidden />, onSelect: () => onGo(placeHref(project, 'people')) },
    'separator',
    ...THEMES.map((theme) => ({
      id: theme.choice,
      label: <span className="flex items-center gap-2">{theme.label}{chosen === theme.choice ? <Check aria-label="chosen" /> : null}</span>,
      icon: <theme.icon aria-hidden />,
      onSelect: () => onTheme(theme.choice),
    })),
    'separator',
    { id: 'sign-out', label: 'Sign out', icon: <LogOut aria-hidden />, onSelect: onSignOut },
  ];
}
