/** A part of a drawing, in its own measure. */
export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Whether all of a drawing is seen, moved and zoomed as it is: an overview of it would only hide a part. */
export function isInView({ x, y, width: wide, height: high }: Bounds, [left, top, zoom]: readonly [number, number, number], width: number, height: number): boolean {
  return x * zoom + left >= 0 && y * zoom + top >= 0 && (x + wide) * zoom + left <= width && (y + high) * zoom + top <= height;
}
