/** What one should know of a type before one relies on it: in sentences, from its facts. */
import type { PropertySchema, TypeSchema } from '@/lib/hot/types';

/** Names that are listed before the rest is counted. */
const MOST = 6;

/** Limits and peculiarities, those that cost most first. */
export function quirksOf(type: TypeSchema): string[] {
  const properties = Object.entries(type.properties).filter(([, { support }]) => support !== 'HIDDEN' && support !== 'UNSUPPORTED');
  const named = (test: (schema: PropertySchema) => boolean): string[] => properties.filter(([, schema]) => test(schema)).map(([name]) => name);
  const replacing = named(({ updateAllowed, immutable }) => updateAllowed !== true && immutable !== true);
  const sentences: (string | null)[] = [
    type.connections.length === 0 ? 'Nothing here runs it: it can be drawn and checked, and deploying it is refused.' : null,
    properties.length > 0 && !type.can.update ? 'It cannot be changed where it is: any change of a property makes another one, and deletes this one after that.'
      : replacing.length > 0 && replacing.length <= properties.length ? `A change of ${list(replacing)} makes another one, and deletes this one after that.` : null,
    sentence('cannot be changed at all once it is there', named(({ immutable }) => immutable === true)),
    sentence('is known, and a value for it is refused', named(({ implemented }) => implemented === false)),
    type.can.check ? null : 'A check does not look at what is outside: it finds no drift of it.',
    type.can.suspend ? null : 'Suspending a stack leaves it as it is.',
    type.can.snapshotDelete === true ? 'With the deletion policy Snapshot a copy of it is kept when it goes.' : null,
    type.can.signal ? 'It takes signals: its page shows where to send them.' : null,
    type.nameLimit < 255 ? `Its name outside has at most ${type.nameLimit} characters; a longer one is shortened in the middle.` : null,
    sentence('is deprecated', named(({ support }) => support === 'DEPRECATED')),
  ];
  return sentences.filter((each) => each !== null);
}

function sentence(what: string, names: readonly string[]): string | null {
  if (names.length === 0) return null;
  return `${list(names)} ${names.length === 1 ? what : what.replace(/^is /, 'are ').replace('value for it', 'value for them')}.`;
}

function list(names: readonly string[]): string {
  if (names.length > MOST) return `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more`;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
