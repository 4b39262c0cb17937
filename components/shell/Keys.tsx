'use client';
import { Kbd } from '@/components/ui/Kbd';
import type { KeyId } from './keymapTable';
import { useShownKeys } from './shownKeys';

/** The keys that do something, as somebody has chosen them. */
export function Keys({ of, inverse }: { of: KeyId; inverse?: boolean }) {
  return <Kbd inverse={inverse}>{useShownKeys()(of)}</Kbd>;
}
