import { download } from '@/components/ui/download';

/** Gives a text to the browser as a file of this name. */
export function saveText(name: string, text: string, type = 'application/json'): void {
  download(name, text, type);
}
