/** Tells browsers to compile the scripts of the pages that were built there while they arrive. */
export function hintScripts(built: string): void;
