export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinejoin="round" strokeLinecap="round" aria-hidden className={className}>
      <path d="M3.5 20.5V10.8L12 3.5l8.5 7.3v9.7" />
      <path d="M12 20.5c-2.5 0-4-1.6-4-3.7 0-2.6 2.6-3.6 3-6.4 2.2 1.2 5 3.6 5 6.5 0 2.1-1.6 3.6-4 3.6Z" fill="currentColor" stroke="none" />
      <path d="M2 20.5h20" />
    </svg>
  );
}
