import type { DocumentPath } from '@/lib/hot/types';

/** `same`: written in another way, and the same. `look`: nearly the same; somebody should look. `lost`: HOT has nothing for it. */
export type RemarkKind = 'same' | 'look' | 'lost';

export interface Remark {
  kind: RemarkKind;
  /** In the template that was converted. */
  path: DocumentPath;
  message: string;
}

export type Remarked = (kind: RemarkKind, path: DocumentPath, message: string) => void;
