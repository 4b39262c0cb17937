import type { TypeDescription } from './index';

declare const descriptions: Record<string, TypeDescription>;
export default descriptions;
