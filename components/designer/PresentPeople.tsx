import type { Present } from '@/lib/wire/drafts';
import { Tooltip } from '@/components/ui/Tooltip';

const MOST = 4;

/** Who else is in this draft; with what they have selected. */
export function PresentPeople({ people }: { people: readonly Present[] }) {
  if (people.length === 0) return null;
  return (
    <ul aria-label="Also in this draft" className="flex -space-x-1.5">
      {people.slice(0, MOST).map(({ tab, userName, selected }) => (
        <li key={tab}>
          <Tooltip label={`${userName} ${selected === null ? 'has this draft open' : `is editing ${selected.replace(/^\w+:/, '')}`}`}>
            <span tabIndex={0} role="img" aria-label={`${userName}${selected === null ? '' : `, editing ${selected.replace(/^\w+:/, '')}`}`} className="flex size-6 items-center justify-center rounded-full border-2 border-surface bg-selected text-[10px] font-semibold uppercase">{userName.slice(0, 2)}</span>
          </Tooltip>
        </li>
      ))}
      {people.length > MOST ? <li className="flex size-6 items-center justify-center rounded-full border-2 border-surface bg-sunken text-[10px] text-muted">+{people.length - MOST}</li> : null}
    </ul>
  );
}
