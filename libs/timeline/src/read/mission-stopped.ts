/** A mission whose log holds an entry that cannot be read or folded: it alone is stopped, and says where and why. */
export class MissionStopped extends Error {
  constructor(
    readonly mission: string,
    readonly revision: number,
    readonly reason: string,
  ) {
    super(`mission ${mission} is stopped at revision ${revision}: ${reason}`);
  }
}
