/** What a project uses of what there may be. */
export interface Quota {
  label: string;
  used: number;
  /** Null: as many as one likes. */
  most: number | null;
  about: string;
}

export interface Usage {
  quotas: Quota[];
  /** The largest stack, by its resources. */
  largest: { id: string; name: string; resources: number }[];
}
