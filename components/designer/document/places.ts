/** Where nodes stand and what frames there are, as part of the editor's state, so that moving one is undone by the same history as typing. */
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
