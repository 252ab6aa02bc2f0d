/** Who sends a command, as far as it bears on whether it may be recorded. */
export interface Acting {
  /** The subject: the actor of the entries. */
  id: string;
  /** Whether they may retract no more than a slip of their own. */
  isBoundToOwn?: boolean;
}
