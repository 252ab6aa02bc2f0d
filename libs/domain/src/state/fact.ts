/** Something that was said at a time. */
export interface Fact {
  revision: number;
  at: number;
  occurredAt: string;
}
