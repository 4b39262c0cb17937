/** Notes: text that people put beside the cards. They belong to the drawing, like frames. */
import type { Json, JsonMap } from '@/lib/hot/types';
import type { Position } from './cards';

export type NoteKey = `note:${string}`;

export interface Note {
  key: NoteKey;
  /** Markdown. */
  text: string;
  at: Position;
  width: number;
  height: number;
}

export const NOTE_WIDTH = 240;
export const NOTE_HEIGHT = 112;

export function isNoteKey(key: string): key is NoteKey {
  return key.startsWith('note:');
}

export function notesOf(layout: JsonMap): Note[] {
  return Object.entries(layout).flatMap(([key, value]): Note[] => {
    if (!isNoteKey(key) || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    const number = (name: string, other: number): number => { const found = value[name]; return typeof found === 'number' ? found : other; };
    return [{ key, text: typeof value.text === 'string' ? value.text : '', at: { x: number('left', 0), y: number('top', 0) }, width: number('width', NOTE_WIDTH), height: number('height', NOTE_HEIGHT) }];
  });
}

export function noteValue({ text, at, width, height }: Omit<Note, 'key'>): Json {
  return { text, left: Math.round(at.x), top: Math.round(at.y), width: Math.round(width), height: Math.round(height) };
}

export function freeNoteKey(layout: JsonMap): NoteKey {
  let number = 1;
  while (layout[`note:${number}`] !== undefined) number += 1;
  return `note:${number}`;
}
