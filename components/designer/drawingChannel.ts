/** How pages of this browser talk to drawings that are open in it: the catalogue puts a type into one. */

export interface OpenDrawing {
  project: string;
  id: string;
  name: string;
}

export type DrawingMessage =
  | { kind: 'who'; project: string }
  | { kind: 'here'; drawing: OpenDrawing }
  | { kind: 'add'; id: string; type: string }
  | { kind: 'added'; drawing: OpenDrawing; name: string };

const CHANNEL = 'hearth-drawings';
const LAST = 'hearth-last-drawing';
/** In the address of a drawing: a type that is put into it when it opens. */
export const ADD_PARAMETER = 'add';

export function drawingChannel(): BroadcastChannel | null {
  return typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
}

export function rememberDrawing(drawing: OpenDrawing): void {
  try {
    localStorage.setItem(LAST, JSON.stringify(drawing));
  } catch {
    // Private windows keep nothing.
  }
}

/** The drawing of the project that was open last in this browser. */
export function lastDrawing(project: string): OpenDrawing | null {
  try {
    const read: Partial<OpenDrawing> = JSON.parse(localStorage.getItem(LAST) ?? '{}');
    return read.project === project && typeof read.id === 'string' && typeof read.name === 'string' ? { project, id: read.id, name: read.name } : null;
  } catch {
    return null;
  }
}
