import type { Vector } from './run-vector';

declare const generated: { about: string; vectors: Vector[] };
export default generated;
