import type { Standard, Vector } from './run-vector';

declare const recorded: { about: string; std: Standard; vectors: Vector[] };
export default recorded;
