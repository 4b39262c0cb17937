export type { Sources, Target } from './children';
export { plan, planView, type PlanOptions } from './plan';
export { policiesOf, NO_POLICIES, type Hook, type Policies } from './policies';
export { familyOf, rowResolver, referenceIdOf, treeResolver } from './resolver';
export { MASK, maskJson, maskMap, maskText } from './secrets';
export { physicalName } from './names';
export * from './types';
export * from './states';
export type * from './resource-type';
