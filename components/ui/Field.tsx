import type { ReactNode } from 'react';
import { CircleAlert } from 'lucide-react';

export interface FieldProps {
  label: ReactNode;
  /** Id of the control inside. */
  htmlFor: string;
  hint?: ReactNode;
  error?: string | null;
  required?: boolean;
  /** Beside the label: a tag such as "default", a reset button. */
  aside?: ReactNode;
  children: ReactNode;
}

/**
 * Label, control, help and error of one value. The control is expected to carry
 * `aria-describedby={describedBy(id)}` and `aria-invalid`.
 */
export function Field({ label, htmlFor, hint, error, required, aside, children }: FieldProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-5 items-center gap-2">
        <label id={`${htmlFor}-label`} htmlFor={htmlFor} className="text-sm font-medium text-ink">
          {label}
          {required ? <span className="ms-1 font-normal text-faint">required</span> : null}
        </label>
        {aside}
      </div>
      {children}
      <div id={describedBy(htmlFor)} className="flex flex-col gap-0.5 empty:hidden">
        {error ? (
          <p className="flex items-start gap-1.5 text-xs text-ink" role="alert">
            <CircleAlert className="mt-0.5 size-3 shrink-0 text-status-failed" aria-hidden />
            {error}
          </p>
        ) : null}
        {hint ? <p className="text-xs text-muted">{hint}</p> : null}
      </div>
    </div>
  );
}

export function describedBy(id: string): string {
  return `${id}-about`;
}
