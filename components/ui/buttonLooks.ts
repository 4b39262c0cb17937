/** How buttons look, for pages that must not bring more than that: those that say that something is not there or broken are loaded with every page. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:opacity-90 border-transparent',
  secondary: 'bg-surface text-ink border-border hover:bg-hover',
  quiet: 'bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-surface text-status-failed dark:text-ink border-status-failed hover:bg-status-failed hover:text-surface',
};

/** Fingers get 44 pixels of what looks smaller. */
export const FINGER = 'pointer-coarse:relative pointer-coarse:after:absolute pointer-coarse:after:-inset-1.5';

export function buttonLooks(variant: ButtonVariant = 'secondary', size: 'sm' | 'md' = 'md'): string {
  return [
    'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors duration-100',
    FINGER,
    'disabled:opacity-45 aria-disabled:opacity-45 [&>svg]:size-4 [&>svg]:shrink-0',
    size === 'md' ? 'h-8 px-3 text-sm' : 'h-7 px-2 text-xs',
    VARIANTS[variant],
  ].join(' ');
}
