/** Where nodes stand, what frames there are, and the files and environment beside the text, as parts of the editor's state, so that changing them is undone by the same history as typing. */
import { invertedEffects } from '@codemirror/commands';
import { StateEffect, StateField } from '@codemirror/state';
import type { Json, JsonMap } from '@/lib/hot/types';
import { positionOf } from '@/lib/graph';

/** Places by node key, frames by theirs; null takes an entry away. */
export type Places = Readonly<Record<string, Json>>;

export const placeNodes = StateEffect.define<Places>();

export const placesField = StateField.define<JsonMap>({
  create: () => ({}),
  update: (layout, transaction) => transaction.effects.reduce((before, effect) => (effect.is(placeNodes) ? placed(before, effect.value) : before), layout),
});

export const undoablePlaces = invertedEffects.of((transaction) => {
  const before = transaction.startState.field(placesField);
  return transaction.effects.flatMap((effect) =>
    effect.is(placeNodes) ? [placeNodes.of(Object.fromEntries(Object.keys(effect.value).map((key) => [key, before[key] ?? null])))] : [],
  );
});

function placed(layout: JsonMap, places: Places): JsonMap {
  const next = { ...layout };
  for (const [key, value] of Object.entries(places)) {
    const position = positionOf(value);
    if (value === null) delete next[key];
    else next[key] = position === null ? value : { x: Math.round(position.x), y: Math.round(position.y) };
  }
  return next;
}

/** What belongs to a draft beside its text and drawing. */
export interface Beside {
  /** By the name under which the template finds them. */
  files: Readonly<Record<string, string>>;
  environment: JsonMap;
}

export const putBeside = StateEffect.define<Beside>();

export const besideField = StateField.define<Beside>({
  create: () => ({ files: {}, environment: {} }),
  update: (beside, transaction) => transaction.effects.reduce((before, effect) => (effect.is(putBeside) ? effect.value : before), beside),
});

export const undoableBeside = invertedEffects.of((transaction) => (transaction.effects.some((effect) => effect.is(putBeside)) ? [putBeside.of(transaction.startState.field(besideField))] : []));
