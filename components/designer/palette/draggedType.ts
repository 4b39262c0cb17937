/** Under which the palette says which type is dragged. */
export const DRAGGED_TYPE = 'application/x-hearth-type';
