'use client';
import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { toast } from '@/components/ui/Toast';

let told = false;

/** Whether a call failed because the server was updated since the page was opened, and knows it no more. */
export function isOutdated(error: unknown): boolean {
  return unstable_isUnrecognizedActionError(error);
}

/** Says so once, and stays until the page is loaded anew. */
export function tellIfOutdated(error: unknown): void {
  if (told || !isOutdated(error)) return;
  told = true;
  toast('The server was updated', { description: 'This page is older, and cannot ask it anything. What is not saved is kept in this browser.', duration: Infinity, action: { label: 'Load anew', onClick: () => window.location.reload() } });
}
