import { measuring, type ByNode, type Measure, type MissionState, holding } from '#libs/domain';

/** What figures of one state have in common, worked out once for all of them that are looked at after an entry. */
export class StateFigures {
  private readonly measures = new Map<Measure, ByNode>();
  private readonly accounts = new Map<string, ByNode>();

  /** Nobody may change the state as long as this is used. */
  constructor(private readonly state: MissionState) {}

  /** The figures of a measure. */
  measure(measure: Measure): ByNode {
    let byNode = this.measures.get(measure);
    if (!byNode) this.measures.set(measure, (byNode = measuring(this.state.books, measure)));
    return byNode;
  }

  /** The people in an account. */
  account(name: string): ByNode {
    let byNode = this.accounts.get(name);
    if (!byNode) this.accounts.set(name, (byNode = holding(this.state, name)));
    return byNode;
  }
}
