/** Where nodes stand, as part of the editor's state, so that moving one is undone by the same history as typing. */
import { invertedEffects } from '@codemirror/commands';
import { StateEffect, StateField } from '@codemirror/state';
import type { JsonMap } from '@/lib/hot/types';
import { type Position, positionOf } from '@/lib/graph';

/** By node key; null takes a place away. */
export type Places = Readonly<Record<string, Position | null>>;

export const placeNodes = StateEffect.define<Places>();

export const placesField = StateField.define<JsonMap>({
  create: () => ({}),
  update: (layout, transaction) => transaction.effects.reduce((before, effect) => (effect.is(placeNodes) ? placed(before, effect.value) : before), layout),
});

export const undoablePlaces = invertedEffects.of((transaction) => {
  const before = transaction.startState.field(placesField);
  return transaction.effects.flatMap((effect) =>
    effect.is(placeNodes) ? [placeNodes.of(Object.fromEntries(Object.keys(effect.value).map((key) => [key, positionOf(before[key])])))] : [],
  );
});

function placed(layout: JsonMap, places: Places): JsonMap {
  const next = { ...layout };
  for (const [key, position] of Object.entries(places)) {
    if (position === null) delete next[key];
    else next[key] = { x: Math.round(position.x), y: Math.round(position.y) };
  }
  return next;
}
