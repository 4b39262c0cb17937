/** A property that is wrong. `path` leads from the properties of the resource to it. */
export class PropertyError extends Error {
  override readonly name = 'PropertyError';
  readonly path: readonly (string | number)[];

  /** Where Heat says it is: what does not belong into a map is told of the map. */
  get heatPath(): readonly (string | number)[] {
    return heatPlaceOf(this.path, this.message);
  }

  constructor(message: string, path: readonly (string | number)[]) {
    super(message);
    this.path = path;
  }
}

export function heatPlaceOf(path: readonly (string | number)[], message: string): readonly (string | number)[] {
  return message.startsWith('Unknown Property ') ? path.slice(0, -1) : path;
}
