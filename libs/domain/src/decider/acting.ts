/** Who sends a command, as far as it bears on whether it may be recorded. */
export interface Acting {
  /** The subject: the actor of the entries. */
  id: string;
  /** Whether they may retract no more than a slip of their own. */
  isBoundToOwn?: boolean;
  /** Whether one person is told from another: if not, no order needs two. */
  isToldApart?: boolean;
  /** Whether somebody else has approved it. */
  isApproved?: boolean;
  /** The subjects that gave them what they are let in with. */
  givenBy?: readonly string[];
  /** Whether they may send a command. */
  may?: (command: string) => boolean;
}
