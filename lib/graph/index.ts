/** Template text <-> graph: what the designer and the stack page use of it. */
export { applyEdits, differenceOf, EditRefused } from './edit';
export * from './commands';
export { type Candidate, circleOf, connectionCandidates } from './candidates';
export { layOut, type Position, NODE_HEIGHT, NODE_WIDTH, positionOf, resourcePositions, type Sized } from './layout';
export * from './model';
export { ownerOf, projectGraph, shapeOf, withProblems } from './project';
export { lineDifference, type ResourceDifference, templateDifference } from './difference';
export { deployConfig } from './deploy';
export { arranged, type Arrangement, type Box } from './arrange';
export { fragmentOf, paste, type Pasted } from './fragment';
export { type Frame, type FrameKey, framed, framesOf, frameValue, isFrameKey, renamedInFrames, unframed } from './frames';
export { type Removal, removalOf, remove } from './remove';
export { bendOf, type Line, onCurve, routesOf } from './route';
export { drawLine, pathOf, type Pen } from './path';
export { type Conflict, conflictsOf, decided, type MergedBlock, mergeTexts, mergeValues, type Side } from './merge';
export { changeType, type Extracted, extractNested, wrapInGroup } from './refactor';
export { addMissingParameter, type Ghost, ghostsOf, referInstead, removeReferences } from './missing';
