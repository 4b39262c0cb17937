/** Somebody else has this selected: an outline with their name, in a pattern of its own, for colour means state. */
export function OtherPerson({ name, index }: { name: string; index: number }) {
  return (
    <span className="pointer-events-none absolute -inset-1.5 rounded-lg border-2 border-dashed border-muted">
      <span className="absolute -top-4 rounded-sm bg-muted px-1 text-[10px] leading-4 font-medium text-surface" style={{ right: index * 56 }}>{name}<span className="sr-only"> is editing this</span></span>
    </span>
  );
}
