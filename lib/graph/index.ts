/** Template text <-> graph: what the designer and the stack page use of it. */
export { applyEdits, differenceOf, EditRefused } from './edit';
export * from './commands';
export { type Candidate, circleOf, connectionCandidates } from './candidates';
export { layOut, type Position, NODE_HEIGHT, NODE_WIDTH, positionOf, resourcePositions, type Sized } from './layout';
export * from './model';
export { ownerOf, projectGraph, shapeOf } from './project';
export { deployConfig } from './deploy';
export { type Removal, removalOf, remove } from './remove';
