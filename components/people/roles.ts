import type { Role } from '@/lib/wire/types';

export const ROLE_CHOICES: readonly { value: Role; label: string }[] = [
  { value: 'reader', label: 'Reader: sees everything' },
  { value: 'member', label: 'Member: deploys and changes' },
  { value: 'admin', label: 'Admin: gives roles too' },
];

export function rolesUpTo(own: Role): readonly { value: Role; label: string }[] {
  return ROLE_CHOICES.slice(0, ROLE_CHOICES.findIndex(({ value }) => value === own) + 1);
}

/** The role with this name; undefined for other texts. */
export function roleNamed(name: string): Role | undefined {
  return ROLE_CHOICES.find(({ value }) => value === name)?.value;
}
