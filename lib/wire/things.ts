/** The shapes of things that a project's clouds have, for a value that names one. */

export interface Thing {
  id: string;
  /** As templates name it; the id where it has no name. */
  name: string;
  detail: string;
}

export interface Things {
  /** The connection that was asked; null: the sandbox. */
  connection: string | null;
  things: Thing[];
  /** Why there are none; null where there may be. */
  problem: string | null;
}
