import { figuring, holding, isGone, type ByNode, type Figures, type KeptRanges, type MissionState } from '#libs/domain';

/** What figures of one state have in common, worked out once for all of them that are looked at after an entry. */
export class StateFigures {
  private known: Figures | undefined;
  private readonly accounts = new Map<string, ByNode>();

  /** Nobody may change the state as long as this is used. Ranges are those of its books, as they were kept before. */
  constructor(
    private readonly state: MissionState,
    private readonly ranges?: KeptRanges,
  ) {}

  /** The figures of all measures. */
  get figures(): Figures {
    const { books } = this.state;
    return (this.known ??= figuring(books, this.ranges?.of(books)));
  }

  /** The people in an account. */
  account(name: string): ByNode {
    let byNode = this.accounts.get(name);
    if (!byNode) {
      byNode = isGone(name) ? (node) => this.figures(name, node) : holding(this.state, name);
      this.accounts.set(name, byNode);
    }
    return byNode;
  }
}
